"use strict";

/** Returns the text that the Authorize dialog has for a security scheme, or undefined. */
const chosen = scheme => window.ui.authSelectors.authorized().getIn([scheme, "value"])?.trim() || undefined;

/** Returns the account or the Region of the caller. Without a choice, the server uses its defaults. */
const callerPart = scheme => chosen(scheme)
  ?? window.ui.specSelectors.specJson().getIn(["components", "securitySchemes", scheme, "x-default"]);

/** Builds the header of a signed request. The server reads account and Region from the credential scope. */
function authorization() {
  const date = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const scope = `${callerPart("account")}/${date}/${callerPart("region")}/cases/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}

/** Sets the caller, and replaces {unique} in the body. */
function prepare(request) {
  if (request.loadSpec) {
    return request;
  }

  delete request.headers.Authorization;
  if (chosen("account") || chosen("region")) {
    request.headers.Authorization = authorization();
  }

  if (typeof request.body === "string") {
    request.body = request.body.replaceAll("{unique}", Date.now().toString(36));
  }

  return request;
}

/** Replaces the filter of Swagger UI, which compares only tags. */
const operationFilter = () => ({
  fn: {
    opsFilter: (tags, phrase) => tags
      .map(tag => tag.update("operations", operations => operations.filter(operation => matches(operation, phrase))))
      .filter((tag, name) => tag.get("operations").size > 0),
  },
});

const matches = (operation, phrase) =>
  [operation.get("path"), ...["operationId", "summary", "tags"].map(name => operation.getIn(["operation", name]))]
    .some(text => `${text}`.toLowerCase().includes(phrase.toLowerCase()));

window.ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  url: "v1/swagger.json",
  validatorUrl: null,
  plugins: [awsSnippets, operationFilter],
  deepLinking: true,
  filter: true,
  displayOperationId: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: true,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  onComplete: () => {
    document.querySelector(".operation-filter-input").placeholder = "Filter by operation, path or resource";
  },
  requestInterceptor: prepare,
  requestSnippetsEnabled: true,
  requestSnippets: {
    generators: {
      curl_bash: { title: "curl", syntax: "bash" },
      aws_cli: { title: "AWS CLI", syntax: "bash" },
      boto3: { title: "boto3", syntax: "python" },
    },
  },
});
