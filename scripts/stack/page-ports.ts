import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { freePort } from "../process/free-port.ts";

/** Where a person's bookmarks and her wallet's network find the demo; whoever listens on `guard` may take the others. */
const PREFERRED = { chain: 8545, dashboard: 4301, dapp: 4302, issuer: 4303, vault: 4304 } as const;
const GUARD = 4300;

export type PagePorts = Readonly<Record<keyof typeof PREFERRED, number>>;

/** The preferred ports, or free ones where these are taken or another demo runs. */
export async function choosePorts(onStop: (close: () => Promise<void>) => void): Promise<PagePorts> {
  const guard = await listen(GUARD);
  if (guard !== undefined) onStop(() => close(guard));
  const choose = async (preferred: number): Promise<number> => {
    const probe = guard && (await listen(preferred));
    if (probe === undefined) return freePort();
    await close(probe);
    return preferred;
  };
  return {
    chain: await choose(PREFERRED.chain),
    dashboard: await choose(PREFERRED.dashboard),
    dapp: await choose(PREFERRED.dapp),
    issuer: await choose(PREFERRED.issuer),
    vault: await choose(PREFERRED.vault),
  };
}

/** Undefined where the port is taken. */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  const failed = once(server, "error").then(() => undefined);
  server.listen(port, "127.0.0.1");
  return Promise.race([failed, once(server, "listening").then(() => server)]);
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
