import { parseArgs } from "node:util";
import {
  type Address,
  addressSchema,
  type Bytes32,
  bytes32Schema,
  grantHandle,
  sealedGrantHandle,
} from "@idos/protocol";
import type { z } from "zod";
import { UsageError } from "../process/usage-error.ts";

interface Common {
  /** Which one, where the node follows several. */
  readonly chainId: number | undefined;
  readonly json: boolean;
}

/** Whose grant is to be explained. */
export interface GrantQuestion {
  readonly owner: Address;
  readonly handle: Bytes32;
  /** Whom the handle stands for, where that was said. */
  readonly parties?: { readonly grantee: Address; readonly shareId: Bytes32 };
}

export type IndexRequest = Common &
  (
    | { readonly command: "status" }
    | { readonly command: "audit"; readonly repair: boolean }
    | { readonly command: "explain"; readonly question: GrantQuestion }
    | { readonly command: "rebuild"; readonly yes: boolean }
  );

const FLAGS = {
  chain: { type: "string" },
  json: { type: "boolean", default: false },
  repair: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  handle: { type: "string" },
  salt: { type: "string" },
} as const;

/** Flags beside --chain and --json, by the command that takes them. */
const OWN_FLAGS: Record<IndexRequest["command"], readonly (keyof typeof FLAGS)[]> = {
  status: [],
  audit: ["repair"],
  explain: ["handle", "salt"],
  rebuild: ["yes"],
};

/** Reads `./idos index ...` after the word index. Throws a UsageError. */
export function parseIndexRequest(args: readonly string[]): IndexRequest {
  const { values, positionals, tokens } = parsed(args);
  const [command, ...words] = positionals;
  if (!isCommand(command)) throw new UsageError("index takes one of status, audit, explain, rebuild");
  for (const token of tokens) {
    if (token.kind !== "option" || token.name === "chain" || token.name === "json") continue;
    if (!OWN_FLAGS[command].some((name) => name === token.name))
      throw new UsageError(`index ${command} does not take --${token.name}`);
  }
  if (command !== "explain" && words.length > 0)
    throw new UsageError(`index ${command} takes flags only, not ${JSON.stringify(words[0])}`);
  const common = { chainId: chainId(values.chain), json: values.json };
  switch (command) {
    case "status":
      return { ...common, command };
    case "audit":
      return { ...common, command, repair: values.repair };
    case "rebuild":
      return { ...common, command, yes: values.yes };
    case "explain":
      return { ...common, command, question: grantQuestion(words, values) };
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isCommand(word: string | undefined): word is IndexRequest["command"] {
  return word !== undefined && Object.hasOwn(OWN_FLAGS, word);
}

function chainId(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new UsageError(`--chain takes a chain id, not ${text}`);
  return Number(text);
}

function grantQuestion(
  words: readonly string[],
  { handle, salt }: { readonly handle?: string | undefined; readonly salt?: string | undefined },
): GrantQuestion {
  const [ownerText, granteeText, shareText, ...more] = words;
  const wanted = handle === undefined ? 3 : 1;
  if (words.length !== wanted || more.length > 0)
    throw new UsageError("index explain takes OWNER GRANTEE SHARE [--salt SALT], or OWNER --handle HANDLE");
  const owner = valueOf("OWNER", addressSchema, ownerText);
  if (handle !== undefined) {
    if (salt !== undefined) throw new UsageError("--handle and --salt: a handle needs no salt");
    return { owner, handle: valueOf("--handle", bytes32Schema, handle.toLowerCase()) };
  }
  const grantee = valueOf("GRANTEE", addressSchema, granteeText);
  const shareId = valueOf("SHARE", bytes32Schema, shareText?.toLowerCase());
  const parties = { grantee, shareId };
  if (salt === undefined) return { owner, handle: grantHandle(grantee, shareId), parties };
  const saltBytes = valueOf("--salt", bytes32Schema, salt.toLowerCase());
  return { owner, handle: sealedGrantHandle(grantee, shareId, saltBytes), parties };
}

function valueOf<S extends z.ZodType>(what: string, schema: S, text: string | undefined): z.output<S> {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new UsageError(`${what} ${text ?? ""}: ${result.error.issues[0]?.message ?? "not readable"}`);
}
