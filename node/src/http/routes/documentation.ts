import { createHash } from "node:crypto";
import { MEDIA_TYPES, PATHS } from "@idos/protocol";
import { text } from "../answer-kinds.ts";
import { noBody } from "../body-kinds.ts";
import { open } from "../endpoint-kinds.ts";
import type { Endpoint, EndpointDescription } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";
import { openApiText } from "../openapi/document.ts";
import { renderPage } from "../openapi/page/render-page.ts";
import { STYLE } from "../openapi/page/style.ts";

const read = { method: "GET", ...unaddressed, body: noBody, refusals: [] } as const;

/** Nothing is loaded and nothing runs; the one style is the page's own. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What the other routes are, for programs and for people. Both texts are made once. */
export function documentationRoutes(endpoints: readonly EndpointDescription[]): readonly Endpoint[] {
  const document = openApiText(endpoints);
  const page = renderPage(endpoints);
  return [
    open(
      {
        ...read,
        path: PATHS.openApi,
        summary: "This API as an OpenAPI 3.1 document",
        answer: text(MEDIA_TYPES.json),
      },
      () => Promise.resolve(document),
    ),
    open(
      {
        ...read,
        path: PATHS.docs,
        summary: "This API as a page",
        answer: text(MEDIA_TYPES.html, { "content-security-policy": PAGE_POLICY }),
      },
      () => Promise.resolve(page),
    ),
  ];
}
