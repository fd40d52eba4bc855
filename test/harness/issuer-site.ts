import { createServer, type RequestListener } from "node:http";

/** An issuer's own web site, on this machine. */
export interface IssuerSite {
  readonly url: string;
  /** Requests so far, by path. */
  readonly requests: Map<string, number>;
  /** What a path answers from now on. */
  serve(path: string, answer: SiteAnswer): void;
  stop(): Promise<void>;
}

export type SiteAnswer = string | Uint8Array | RequestListener;

export async function startIssuerSite(): Promise<IssuerSite> {
  const answers = new Map<string, SiteAnswer>();
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.set(path, (requests.get(path) ?? 0) + 1);
    const answer = answers.get(path);
    if (typeof answer === "function") answer(request, response);
    else if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    serve: (path, answer) => void answers.set(path, answer),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
