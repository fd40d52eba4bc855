import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

const submission = z.object({
  contractIdentifier: z.string(),
  compilerVersion: z.string(),
  creationTransactionHash: z.string(),
  stdJsonInput: z.object({
    sources: z.record(z.string(), z.object({ content: z.string() })),
    settings: z.record(z.string(), z.unknown()),
  }),
});
export type Submission = z.infer<typeof submission>;

export interface Sourcify {
  readonly url: string;
  /** What was handed in, with the path it was sent to. */
  readonly submissions: readonly (Submission & { readonly path: string })[];
  /** Whether it agrees that source and contract match; true at first. */
  agree(whether: boolean): void;
  close(): Promise<void>;
}

/** A server that speaks Sourcify's API (version 2) as far as one contract's verification goes. */
export async function startSourcify(): Promise<Sourcify> {
  const submissions: (Submission & { path: string })[] = [];
  let agrees = true;
  let match: "match" | null = null;
  const contract = () => ({
    ...{ match, creationMatch: match, runtimeMatch: match },
    ...{ chainId: "11155111", address: "0x" },
  });
  const verdict = () => ({
    ...{ isJobCompleted: true, verificationId: "1", jobStartTime: "now", contract: contract() },
    ...(agrees ? {} : { error: { customCode: "no_match", message: "bytecodes differ", errorId: "1" } }),
  });
  const server = createServer((request, response) => {
    const answer = async (): Promise<readonly [number, unknown]> => {
      const path = request.url ?? "";
      if (request.method === "POST") {
        submissions.push({ path, ...submission.parse(JSON.parse(await text(request))) });
        match = agrees ? "match" : null;
        return [202, { verificationId: "1" }];
      }
      if (path.startsWith("/v2/verify/")) return [200, verdict()];
      return [match === null ? 404 : 200, contract()];
    };
    void answer().then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    submissions,
    agree: (whether) => {
      agrees = whether;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
