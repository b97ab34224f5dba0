"use strict";

/** A plugin of Swagger UI that replaces the button Authorize with one input per security scheme: account and Region. */
const callerChooser = ({ React, authActions, authSelectors, specSelectors }) => {
  const scheme = name => specSelectors.specJson().getIn(["components", "securitySchemes", name]);

  function choose(name, value) {
    if (value === "") {
      authActions.logoutWithPersistOption([name]);
    } else {
      authActions.authorizeWithPersistOption({ [name]: { name, schema: scheme(name).toJS(), value } });
    }
  }

  const input = (label, name) => React.createElement(
    "label",
    { key: name, title: scheme(name).get("description") },
    label,
    React.createElement("input", {
      type: "text",
      name,
      placeholder: scheme(name).get("x-default"),
      value: authSelectors.authorized().getIn([name, "value"]) ?? "",
      onChange: event => choose(name, event.target.value.trim()),
    }));

  return {
    components: {
      AuthorizeBtnContainer: () => React.createElement("div", { className: "caller" }, input("Account", "account"), input("Region", "region")),
    },
  };
};

/** Builds the header of a signed request, or returns undefined without a choice. The server reads the caller from the credential scope. */
function authorizationOf({ authSelectors, specSelectors }) {
  const chosen = name => authSelectors.authorized().getIn([name, "value"]);
  if (!chosen("account") && !chosen("region")) {
    return undefined;
  }

  const part = name => chosen(name) ?? specSelectors.specJson().getIn(["components", "securitySchemes", name, "x-default"]);
  const date = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const scope = `${part("account")}/${date}/${part("region")}/cases/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
