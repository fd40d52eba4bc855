import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { LOCAL_CHAIN_ID } from "./local-chain-id.ts";

/** The mnemonic of Hardhat and Anvil: public, holds money on local chains only. */
export const LOCAL_MNEMONIC = "test test test test test test test test test test test junk";

export interface LocalChainOptions {
  /** LOCAL_CHAIN_ID unless said otherwise. */
  readonly chainId?: number;
  /** 0 takes a free port. */
  readonly port: number;
  /** Mines a block per transaction, at once. */
  readonly automine: boolean;
  /** Mines a block each so many milliseconds; 0 for none. */
  readonly blockIntervalMs: number;
}

export interface LocalChain {
  readonly port: number;
  close(): Promise<void>;
}

/** An in-memory EVM chain in this process, with JSON-RPC over HTTP and WebSocket on 127.0.0.1. */
export async function openLocalChain(options: LocalChainOptions): Promise<LocalChain> {
  // Its own environment, not the project's config: no plugin is loaded, so a chain is up in half a second.
  const { network } = await createHardhatRuntimeEnvironment({
    networks: {
      local: {
        type: "edr-simulated",
        chainId: options.chainId ?? LOCAL_CHAIN_ID,
        accounts: { mnemonic: LOCAL_MNEMONIC, count: 20 },
        // Real chains' blocks differ in time; blocks faster than the clock's second cannot.
        allowBlocksWithSameTimestamp: options.blockIntervalMs > 0 && options.blockIntervalMs < 1_000,
        mining: { auto: options.automine, interval: options.blockIntervalMs },
      },
    },
  });
  const server = await network.createServer("local", "127.0.0.1", options.port);
  const { port } = await server.listen();
  return { port, close: () => server.close() };
}
