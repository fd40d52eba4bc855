import { PROBLEMS } from "@idos/protocol";
import type { EndpointDescription } from "../../endpoint.ts";
import { jsonSchemaOf } from "../json-schemas.ts";
import { parametersIn } from "../operation.ts";
import { html, type Html } from "./html.ts";
import { renderSchema } from "./render-schema.ts";

const CALLERS = {
  open: "anyone",
  "key-proven": "whoever proves a session key",
  "signed-in": "whoever proves a session",
} as const;

/** One route, folded until somebody asks for it. */
export function renderEndpoint(endpoint: EndpointDescription): Html {
  const { method, path, summary, access } = endpoint;
  return html`<details>
    <summary>
      <span class="method ${method.toLowerCase()}">${method}</span>
      <code class="path">${path}</code>
      <span class="what">${summary}</span>
    </summary>
    <dl>
      <dt>For</dt>
      <dd>${CALLERS[access]}</dd>
      ${parameters("Path", parametersIn("path", endpoint.params))}
      ${parameters("Query", parametersIn("query", endpoint.query))} ${body(endpoint)} ${answer(endpoint)}
    </dl>
    ${refusals(endpoint)}
  </details>`;
}

function parameters(title: string, all: ReturnType<typeof parametersIn>): Html {
  if (all.length === 0) return html``;
  const rows = all.map(
    ({ name, required, schema }) =>
      html`<li><code>${name}</code>${required ? "" : " (optional)"}: ${renderSchema(schema)}</li>`,
  );
  return html`<dt>${title}</dt>
    <dd>
      <ul class="fields">
        ${rows}
      </ul>
    </dd>`;
}

function body({ body: content }: EndpointDescription): Html {
  if (content === null) return html``;
  return html`<dt>Body</dt>
    <dd>${contentOf(content)}</dd>`;
}

function answer({ answer: { status, content } }: EndpointDescription): Html {
  return html`<dt>Answer</dt>
    <dd>${status}${content === null ? ", without content" : html`, ${contentOf(content)}`}</dd>`;
}

function contentOf({ mediaType, schema }: NonNullable<EndpointDescription["answer"]["content"]>): Html {
  if (schema === null) return html`<code>${mediaType}</code>`;
  return html`<code>${mediaType}</code>: ${renderSchema(jsonSchemaOf(schema))}`;
}

function refusals({ refusals: codes }: EndpointDescription): Html {
  const rows = [...codes]
    .map((code) => ({ code, status: PROBLEMS[code][0], title: PROBLEMS[code][1] }))
    .toSorted((a, b) => a.status - b.status || a.code.localeCompare(b.code))
    .map(
      ({ code, status, title }) =>
        html`<tr>
          <td>${status}</td>
          <td><code>${code}</code></td>
          <td>${title}</td>
        </tr>`,
    );
  return html`<details class="refusals">
    <summary>Refusals</summary>
    <table>
      ${rows}
    </table>
  </details>`;
}
