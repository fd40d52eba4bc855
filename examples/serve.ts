import type Koa from "koa";

/** Listens where `url` says, prints one line of JSON when ready, and ends on SIGTERM or Ctrl-C. */
export async function serve(app: Koa, url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const server = app.listen(Number(port), hostname);
  await new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject));
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  process.stdout.write(`${JSON.stringify({ listening: url })}\n`);
}
