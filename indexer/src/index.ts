export type { IndexerSettings } from "./config.ts";
export {
  type ClosableGrantIndexReader,
  createGrantIndexReader,
  type GrantIndexReaderOptions,
} from "./create-grant-index-reader.ts";
export { createIndexer, type Indexer, type IndexerOverrides } from "./create-indexer.ts";
export { ContradictionError, RpcError } from "./errors.ts";
export type { Progress } from "./progress.ts";
export type { GrantIndexReader, IndexChanges, IndexPlaceInTime } from "./grant-index-reader.ts";
export { connectRedis } from "./redis/connect.ts";
export { grantHandle, sealedGrantHandle } from "./grant-hashing.ts";
export { type ContractCalls, createContractCalls } from "./rpc/create-contract-calls.ts";
export { type EndpointLook, lookAtEndpoint } from "./rpc/look-at-endpoint.ts";
