"use strict";

/** Operations that released versions of the AWS CLI and boto3 do not have. */
const newestOperations = ["BatchUpdateCase", "BatchCreateRelatedItem", "StartMergeCases", "GetMergeCasesStatus"];

/** A plugin of Swagger UI that writes an executed request as a command of the AWS CLI and as a call of boto3. */
const awsSnippets = system => ({
  fn: {
    requestSnippetGenerator_aws_cli: request => snippet("AWS CLI", request, system, awsCli),
    requestSnippetGenerator_boto3: request => snippet("boto3", request, system, boto3),
  },
});

function snippet(tool, request, system, write) {
  const body = bodyOf(request.toJS());
  if (body === undefined) {
    return "# The body is not a JSON object. Use curl.";
  }

  const call = findCall(request.toJS(), body, system.specSelectors.specJson().toJS());
  return call.path.startsWith("/_emulator") || newestOperations.includes(call.operation)
    ? `# ${tool} does not know the operation ${call.operation}. Use curl.`
    : write(call);
}

/** Finds the operation of a request, and the members of its input: labels of the path, query parameters, body. */
function findCall(request, body, document) {
  const url = new URL(request.url);
  for (const [path, operations] of Object.entries(document.paths)) {
    const operation = operations[request.method.toLowerCase()];
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(label => label[1]);
    const values = url.pathname.match(new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`));
    if (operation && values) {
      const labels = names.map((name, index) => [name, decodeURIComponent(values[index + 1])]);
      return {
        endpoint: url.origin,
        path,
        operation: operation.operationId,
        input: { ...Object.fromEntries(labels), ...queryOf(url, operation), ...body },
        ...credentialsOf(request, document),
      };
    }
  }

  throw new Error(`The document has no operation ${request.method} ${url.pathname}.`);
}

function queryOf(url, operation) {
  const query = {};
  for (const name of new Set(url.searchParams.keys())) {
    const { type } = operation.parameters.find(parameter => parameter.name === name)?.schema ?? {};
    const values = url.searchParams.getAll(name);
    query[name] = type === "array" ? values : type === "integer" ? Number(values[0]) : values[0];
  }

  return query;
}

/** Returns the members of the body, or undefined if the body is not a JSON object. */
function bodyOf({ body }) {
  if (typeof body !== "string") {
    return body ?? {};
  }

  try {
    const value = JSON.parse(body);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }

    throw error;
  }
}

/** Reads the caller from the credential scope. The access key id "test" belongs to the default account. */
function credentialsOf({ headers }, document) {
  const [, account, region] = headers.Authorization?.match(/Credential=([^/]+)\/\d+\/([^/]+)/) ?? [];
  return { accessKeyId: account ?? "test", region: region ?? document.components.securitySchemes.region["x-default"] };
}

/** Joins the words of a name of AWS: CreateRelatedItem becomes create-related-item. */
const join = (name, separator) => name.replace(/(?<=[a-z0-9])[A-Z]/g, capital => separator + capital).toLowerCase();

const shellQuoted = text => /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

function awsCli({ endpoint, operation, input, accessKeyId, region }) {
  if (Object.values(input).some(value => /^fileb?:\/\//.test(value))) {
    return "# The AWS CLI reads the file of a text that begins with file://. Use curl.";
  }

  const options = { "endpoint-url": endpoint, region };
  for (const [name, value] of Object.entries(input)) {
    options[join(name, "-")] = typeof value === "string" ? value : JSON.stringify(value);
  }

  return [
    `AWS_ACCESS_KEY_ID=${shellQuoted(accessKeyId)} AWS_SECRET_ACCESS_KEY=test aws connectcases ${join(operation, "-")}`,
    ...Object.entries(options).map(([name, value]) => `--${name} ${shellQuoted(value)}`),
  ].join(" \\\n  ");
}

function boto3({ endpoint, operation, input, accessKeyId, region }) {
  const client = {
    service_name: "connectcases",
    endpoint_url: endpoint,
    region_name: region,
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: "test",
  };
  return `import boto3

cases = boto3.client(${keywords(client)})
response = cases.${join(operation, "_")}(${keywords(input)})
print(response)`;
}

const keywords = members => lines(Object.entries(members).map(([name, value]) => `${name}=${python(value)}`));

/** Writes a value of JSON as a literal of Python. */
function python(value) {
  if (Array.isArray(value)) {
    return `[${lines(value.map(python))}]`;
  }

  if (value !== null && typeof value === "object") {
    return `{${lines(Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${python(member)}`))}}`;
  }

  return typeof value === "string" ? JSON.stringify(value) : { true: "True", false: "False", null: "None" }[value] ?? `${value}`;
}

/** Puts each item on an indented line. */
const lines = items => items.length === 0 ? "" : `\n${items.join(",\n").replace(/^/gm, "    ")},\n`;
