import { randomBytes } from "node:crypto";
import { HDNodeWallet, JsonRpcProvider, Mnemonic, Network, Wallet, hexlify } from "ethers";
import { LOCAL_CHAIN_ID } from "../../scripts/chain/local-chain-id.ts";
import { LOCAL_MNEMONIC, openLocalChain } from "../../scripts/chain/local-chain.ts";
import { openTcpGate } from "./tcp-gate.ts";

export interface TestChain {
  readonly chainId: number;
  /** For the part under test: goes away with `stopRpc`. */
  readonly rpcUrl: string;
  readonly wsUrl: string;
  /** For the test itself: works while the RPC is stopped, caches nothing. */
  readonly provider: JsonRpcProvider;
  /** Funded; connected to `provider`. */
  readonly accounts: readonly Wallet[];
  /** The account with this number, 0 to 9. */
  account(index: number): Wallet;
  mine(blocks?: number): Promise<void>;
  setAutomine(on: boolean): Promise<void>;
  /** The present state, to go back to once. */
  snapshot(): Promise<string>;
  /** Drops the blocks since the snapshot; those mined instead have other hashes, as in a reorg. */
  revert(snapshot: string): Promise<void>;
  /** Moves the clock and mines a block at the new time. */
  increaseTime(seconds: number): Promise<void>;
  stopRpc(): Promise<void>;
  startRpc(): Promise<void>;
  stop(): Promise<void>;
}

const ACCOUNTS = 10;
const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(LOCAL_MNEMONIC), "m/44'/60'/0'/0");
const privateKeys = Array.from({ length: ACCOUNTS }, (_, index) => root.deriveChild(index).privateKey);

/** A chain of the test's own in this process, on a free port. */
export async function startTestChain(chainId = LOCAL_CHAIN_ID): Promise<TestChain> {
  const chain = await openLocalChain({ chainId, port: 0, automine: true, blockIntervalMs: 0 });
  const gate = await openTcpGate(chain.port);
  const network = Network.from(chainId);
  const provider = new JsonRpcProvider(`http://127.0.0.1:${chain.port}`, network, {
    staticNetwork: network,
    cacheTimeout: -1,
    pollingInterval: 20,
    batchMaxCount: 1,
  });
  const accounts = privateKeys.map((key) => new Wallet(key, provider));
  const send = async (method: string, ...params: unknown[]): Promise<string> =>
    String(await provider.send(method, params));
  return {
    chainId,
    rpcUrl: `http://127.0.0.1:${gate.port}`,
    wsUrl: `ws://127.0.0.1:${gate.port}`,
    provider,
    accounts,
    account(index) {
      const wallet = accounts[index];
      if (wallet === undefined) throw new Error(`no account ${index}: there are ${ACCOUNTS}`);
      return wallet;
    },
    async mine(blocks = 1) {
      // One by one: within the blocks of one hardhat_mine, EDR answers calls as if there were no state.
      for (let mined = 0; mined < blocks; mined++) await send("evm_mine");
    },
    async setAutomine(on) {
      await send("evm_setAutomine", on);
    },
    snapshot: () => send("evm_snapshot"),
    async revert(snapshot) {
      if ((await send("evm_revert", snapshot)) !== "true")
        throw new Error(`no snapshot ${snapshot}: each serves once`);
      // Without it, empty blocks mined within the same second would get their predecessors' hashes back.
      await send("hardhat_setPrevRandao", hexlify(randomBytes(32)));
    },
    async increaseTime(seconds) {
      await send("evm_increaseTime", seconds);
      await send("evm_mine");
    },
    stopRpc: () => gate.close(),
    startRpc: () => gate.reopen(),
    async stop() {
      provider.destroy();
      await gate.close();
      await chain.close();
    },
  };
}
