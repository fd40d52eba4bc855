import { createConfig } from "ponder";
import { events } from "./events";

const { BENCH_CHAIN_ID, BENCH_RPC_URL, BENCH_CONTRACT, BENCH_START_BLOCK, BENCH_RANGE_BLOCKS } = process.env;
const { BENCH_POSTGRES_URL, BENCH_PGLITE_FOLDER } = process.env;

export default createConfig({
  database:
    BENCH_POSTGRES_URL === undefined
      ? { kind: "pglite", directory: BENCH_PGLITE_FOLDER }
      : { kind: "postgres", connectionString: BENCH_POSTGRES_URL },
  chains: {
    recorded: {
      id: Number(BENCH_CHAIN_ID),
      rpc: BENCH_RPC_URL,
      ethGetLogsBlockRange: Number(BENCH_RANGE_BLOCKS),
    },
  },
  contracts: {
    AccessManagementProtocol: {
      abi: events,
      chain: "recorded",
      address: BENCH_CONTRACT as `0x${string}`,
      startBlock: Number(BENCH_START_BLOCK),
    },
  },
});
