import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { readiness, type ReadyParts } from "./readiness.ts";

export interface OperatorParts extends ReadyParts {
  readonly metrics: Registry;
  readonly logger: Logger;
}

interface Answer {
  readonly status: 200 | 404 | 405 | 500 | 503;
  readonly type: string;
  readonly body: string;
}

const json = (status: Answer["status"], body: unknown): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(body),
});

/** What an operator's monitoring asks, on a port of its own: it tells how the node stands, not what it holds. */
export function operatorApp(parts: OperatorParts): RequestListener {
  return (request, response) => {
    void answerTo(parts, request)
      .catch((error: unknown) => {
        parts.logger.error({ err: error }, "an operator's request failed");
        return json(500, {});
      })
      .then((answer) => send(response, answer));
  };
}

async function answerTo(parts: OperatorParts, { method, url }: IncomingMessage): Promise<Answer> {
  if (method !== "GET") return json(405, {});
  switch (url ?? "") {
    case "/healthz":
      // That it comes is the answer: whoever restarts the process for it must not do so because a store is down.
      return json(200, { alive: true });
    case "/readyz": {
      const state = await readiness(parts);
      return json(state.ready ? 200 : 503, state);
    }
    case "/metrics":
      return { status: 200, type: parts.metrics.contentType, body: await parts.metrics.metrics() };
    default:
      return json(404, {});
  }
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
}
