import { addressSchema, bytes32Schema, EVENT_TOPICS } from "@idos/protocol";
import { z } from "zod";
import { CONTRACT } from "../chain/facts.ts";

const oneOrMany = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]).nullish();

export const filterSchema = z.object({
  address: oneOrMany(addressSchema),
  topics: z.array(oneOrMany(bytes32Schema)).max(4).optional(),
  fromBlock: z.string().optional(),
  toBlock: z.string().optional(),
  blockHash: bytes32Schema.optional(),
});
export type LogFilter = z.output<typeof filterSchema>;

const topicsSchema = z.array(z.object({ topics: z.array(z.string()) }));
const ALL_EVENTS = Object.values(EVENT_TOPICS);
type Wanted = string | readonly string[] | null | undefined;

/** What is left of a block's logs, in JSON without brackets. All of them come at no cost. */
export function filterLogs(logs: string, { address, topics = [] }: LogFilter): string {
  if (!allows(address, CONTRACT)) return "";
  const [kinds, ...others] = topics;
  const allKinds = ALL_EVENTS.every((topic) => allows(kinds, topic));
  if (logs === "" || (allKinds && others.every((wanted) => wanted == null))) return logs;
  const parsed: unknown = JSON.parse(`[${logs}]`);
  const kept = topicsSchema
    .parse(parsed)
    .map((log) => topics.every((wanted, at) => allows(wanted, log.topics[at])));
  return (Array.isArray(parsed) ? parsed : [])
    .filter((_, at) => kept[at])
    .map((log) => JSON.stringify(log))
    .join(",");
}

function allows(wanted: Wanted, value: string | undefined): boolean {
  if (wanted == null) return true;
  if (value === undefined) return false;
  return typeof wanted === "string" ? wanted === value : wanted.includes(value);
}
