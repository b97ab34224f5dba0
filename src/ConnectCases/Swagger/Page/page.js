"use strict";

/** Sets the caller, and replaces {unique} in the body. */
function prepare(request) {
  // The request for the document comes before the choice of a caller.
  if (request.loadSpec) {
    return request;
  }

  delete request.headers.Authorization;
  const authorization = authorizationOf(window.ui);
  if (authorization) {
    request.headers.Authorization = authorization;
  }

  if (typeof request.body === "string") {
    request.body = request.body.replaceAll("{unique}", Date.now().toString(36));
  }

  return request;
}

/** A plugin that replaces the filter of Swagger UI, which compares only tags. */
const operationFilter = () => ({
  fn: {
    opsFilter: (tags, phrase) => tags
      .map(tag => tag.update("operations", operations => operations.filter(operation => matches(operation, phrase))))
      .filter(tag => tag.get("operations").size > 0),
  },
});

const matches = (operation, phrase) =>
  [operation.get("path"), ...["operationId", "summary", "tags"].map(name => operation.getIn(["operation", name]))]
    .some(text => `${text}`.toLowerCase().includes(phrase.toLowerCase()));

window.ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  url: "v1/swagger.json",
  validatorUrl: null,
  plugins: [awsSnippets, callerChooser, operationFilter],
  deepLinking: true,
  filter: true,
  displayOperationId: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: true,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  requestInterceptor: prepare,
  requestSnippetsEnabled: true,
  requestSnippets: {
    generators: {
      curl_bash: { title: "curl", syntax: "bash" },
      aws_cli: { title: "AWS CLI", syntax: "bash" },
      boto3: { title: "boto3", syntax: "python" },
    },
  },
  onComplete: () => {
    document.querySelector(".operation-filter-input").placeholder = "Filter by operation, path or resource";
  },
});
