import { PATHS, PROOF_SCHEME } from "@idos/protocol";
import type { EndpointDescription } from "../../endpoint.ts";
import { namedJsonSchemas } from "../json-schemas.ts";
import { tagOf } from "../operation.ts";
import { html, Html } from "./html.ts";
import { renderEndpoint } from "./render-endpoint.ts";
import { renderSchema } from "./render-schema.ts";
import { STYLE } from "./style.ts";

/** The API as a page without scripts. */
export function renderPage(endpoints: readonly EndpointDescription[]): string {
  const groups = Map.groupBy(endpoints, tagOf);
  const links = [...groups.keys()].map((tag) => html`<a href="#${tag}">${tag}</a>`);
  const sections = [...groups].map(
    ([tag, routes]) =>
      html`<h2 id="${tag}">${tag}</h2>
        ${routes.map(renderEndpoint)}`,
  );
  const page = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>idOS node: HTTP API</title>
      ${style}
      <main>
        <h1>idOS node</h1>
        ${introduction}
        <nav aria-label="Parts of the API">${links}<a href="#types">types</a></nav>
        ${sections}
        <h2 id="types">types</h2>
        ${Object.entries(namedJsonSchemas()).map(renderNamed)}
      </main>
    </html>`;
  return page.text;
}

/** To the byte what the policy allows by its hash. */
const style = new Html(`<style>${STYLE}</style>`);

const introduction = html`<p>
    A node keeps what it cannot read, and serves it to whom the owner granted it on chain. This is its HTTP
    API, also as
    <a href="${PATHS.openApi}">OpenAPI 3.1</a>.
  </p>
  <p>
    There are no cookies and no bearer tokens. Whoever signs in makes a session key; each request carries a
    proof by it,
    <code>Authorization: ${PROOF_SCHEME} …</code>, over method, path, query, body, node and time, which is
    good once and for a minute. A refusal is <code>application/problem+json</code> with a
    <code>code</code> that never changes its meaning. Every field that is not documented here is refused.
  </p>`;

function renderNamed([name, schema]: readonly [string, Parameters<typeof renderSchema>[0]]): Html {
  return html`<h3 id="${name}">${name}</h3>
    <div>${renderSchema(schema)}</div>`;
}
