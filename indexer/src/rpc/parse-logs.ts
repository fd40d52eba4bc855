import { type Address, addressSchema, type Bytes32, isBytes32 } from "@idos/protocol";
import type { ContractLog } from "../chain-source.ts";
import { RpcError } from "../errors.ts";

const QUANTITY = /^0x(0|[1-9a-fA-F][0-9a-fA-F]*)$/;
const DATA = /^0x([0-9a-f]{2})*$/;
const TOPICS_MAX = 4;

type Fields = Partial<Record<keyof ContractLog | "removed", unknown>>;
/** undefined where the value is not what the field holds. */
type Parse<T> = (value: unknown) => T | undefined;

/**
 * The logs in an answer. Throws RpcError "malformed" that names the first field that is wrong. By hand: a history is
 * mostly logs, and a schema takes several times as long for them (decision 0019).
 */
export function parseLogs(answer: unknown): readonly ContractLog[] {
  if (!Array.isArray(answer)) throw new RpcError("malformed", "not a list of logs");
  const parse = createLogParser();
  return answer.map(parse);
}

function createLogParser(): (value: unknown, index: number) => ContractLog {
  // Neighbours are mostly of one contract, block and transaction.
  const address = remembering(parseAddress);
  const blockNumber = remembering(parseQuantity);
  const blockHash = remembering(parseHash);
  const transactionHash = remembering(parseHash);
  return (value, index) => {
    if (!isObject(value)) throw malformed(index, "log", value);
    if (value.removed !== undefined && value.removed !== false)
      throw malformed(index, "removed", value.removed);
    return {
      address: address(value.address) ?? wrong(index, "address", value),
      topics: parseTopics(value.topics) ?? wrong(index, "topics", value),
      data: parseData(value.data) ?? wrong(index, "data", value),
      blockNumber: blockNumber(value.blockNumber) ?? wrong(index, "blockNumber", value),
      blockHash: blockHash(value.blockHash) ?? wrong(index, "blockHash", value),
      transactionHash: transactionHash(value.transactionHash) ?? wrong(index, "transactionHash", value),
      logIndex: parseQuantity(value.logIndex) ?? wrong(index, "logIndex", value),
    };
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function wrong(index: number, field: keyof Fields, log: Fields): never {
  throw malformed(index, field, log[field]);
}

function malformed(index: number, field: string, value: unknown): RpcError {
  const seen = value === undefined ? "absent" : JSON.stringify(value).slice(0, 100);
  return new RpcError("malformed", `not a list of logs (${index}.${field}: ${seen})`);
}

/** Parses a value that is the last one again only once. */
function remembering<T>(parse: Parse<T>): Parse<T> {
  let lastValue: unknown;
  let lastResult: T | undefined;
  return (value) => {
    if (value !== lastValue) lastResult = parse(value);
    lastValue = value;
    return lastResult;
  };
}

function parseAddress(value: unknown): Address | undefined {
  return addressSchema.safeParse(value).data;
}

function parseHash(value: unknown): Bytes32 | undefined {
  if (typeof value !== "string") return undefined;
  if (isBytes32(value)) return value;
  const lower = value.toLowerCase();
  return isBytes32(lower) ? lower : undefined;
}

function parseTopics(value: unknown): readonly Bytes32[] | undefined {
  if (!Array.isArray(value) || value.length > TOPICS_MAX) return undefined;
  const topics: Bytes32[] = [];
  for (const each of value) {
    const topic = parseHash(each);
    if (topic === undefined) return undefined;
    topics.push(topic);
  }
  return topics;
}

function parseData(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (DATA.test(value)) return value;
  const lower = value.toLowerCase();
  return DATA.test(lower) ? lower : undefined;
}

function parseQuantity(value: unknown): number | undefined {
  if (typeof value !== "string" || !QUANTITY.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
