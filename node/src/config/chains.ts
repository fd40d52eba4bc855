import { type Address, deploymentOn, type KnownDeployment } from "@idos/protocol";
import { z } from "zod";
import { CHAIN_VARIABLES, chainSettings, type ChainSettings } from "./chain-settings.ts";
import { describeIssue } from "./describe-issue.ts";
import { jsonText } from "./values.ts";

/** One chain that the node follows, and the contract there. */
export interface ChainConfig extends ChainSettings {
  readonly contract: Address;
  readonly deployBlock: number;
}

/** The first is the one that is meant where a request names none. */
export type ChainConfigs = readonly [ChainConfig, ...ChainConfig[]];

/** Lists every chain, in the place of the variables of an only one. */
export const CHAINS_VARIABLE = "IDOS_CHAINS";

type Values = Readonly<Record<string, unknown>>;

export type ParsedChains =
  | { readonly chains: ChainConfigs; readonly problems: readonly [] }
  | { readonly chains: undefined; readonly problems: readonly string[] };

const entries = jsonText.pipe(z.array(z.record(z.string(), z.unknown())).min(1));

const refuse = (problems: readonly string[]): ParsedChains => ({ chains: undefined, problems });

/** The chains that the variables say, or everything that is wrong with them, by variable, entry and field. */
export function parseChains(values: Values, deployments: readonly KnownDeployment[]): ParsedChains {
  const single = Object.entries(CHAIN_VARIABLES).filter(([, name]) => name in values);
  if (!(CHAINS_VARIABLE in values)) {
    const entry = Object.fromEntries(single.map(([field, name]) => [field, values[name]]));
    const names: Readonly<Record<string, string>> = CHAIN_VARIABLES;
    return collect([parseChain(entry, (field) => names[field] ?? field, deployments)]);
  }
  if (single.length > 0)
    return refuse(single.map(([, name]) => `${name}: ${CHAINS_VARIABLE} says it instead`));
  const listed = entries.safeParse(values[CHAINS_VARIABLE]).data;
  if (listed === undefined) return refuse([`${CHAINS_VARIABLE}: not a JSON list of objects, one at least`]);
  const nameIn = (at: number) => (field: string) => `${CHAINS_VARIABLE}[${at}].${field}`;
  const parsed = collect(listed.map((entry, at) => parseChain(entry, nameIn(at), deployments)));
  const repeated = repetitions(parsed.chains ?? []);
  return repeated.length === 0
    ? parsed
    : refuse(repeated.map((at) => `${nameIn(at)("chainId")}: an entry before it is of the same chain`));
}

/** Where a chain stands a second time: a share names its chain alone, so each has one contract here. */
function repetitions(chains: readonly ChainConfig[]): number[] {
  const first = (chainId: number): number => chains.findIndex((chain) => chain.chainId === chainId);
  return [...chains.keys()].filter((at) => first(chains[at]?.chainId ?? 0) !== at);
}

type ParsedChain = { readonly chain: ChainConfig } | { readonly problems: readonly string[] };

function collect(parsed: readonly ParsedChain[]): ParsedChains {
  const problems = parsed.flatMap((one) => ("problems" in one ? one.problems : []));
  const [first, ...rest] = parsed.flatMap((one) => ("chain" in one ? [one.chain] : []));
  return first === undefined || problems.length > 0
    ? refuse(problems)
    : { chains: [first, ...rest], problems: [] };
}

function parseChain(
  entry: Values,
  nameOf: (field: string) => string,
  deployments: readonly KnownDeployment[],
): ParsedChain {
  const parsed = chainSettings.safeParse(entry);
  const missing = missingOfContract(entry, deployments).map(
    ({ field, because }) => `${nameOf(field)}: it must be set, because ${because}`,
  );
  const issues = parsed.error?.issues.flatMap((issue) => describeIssue(issue, entry, nameOf)) ?? [];
  if (!parsed.success || missing.length > 0) return { problems: [...issues, ...missing] };
  const { chainId, contract, deployBlock } = parsed.data;
  const place =
    contract === undefined || deployBlock === undefined
      ? deploymentOn(chainId, deployments)
      : { contract, deployBlock };
  if (place === undefined) return { problems: [`${nameOf("contract")}: no contract is known on the chain`] };
  return { chain: { ...parsed.data, contract: place.contract, deployBlock: place.deployBlock } };
}

/** Address and block belong together, so neither is ever completed from elsewhere. */
function missingOfContract(
  entry: Values,
  deployments: readonly KnownDeployment[],
): { field: string; because: string }[] {
  const missing = ["contract", "deployBlock"].filter((field) => !(field in entry));
  if (missing.length === 1) return missing.map((field) => ({ field, because: "the other is" }));
  if (deploymentOn(Number(entry["chainId"]), deployments) !== undefined) return [];
  return missing.map((field) => ({ field, because: "no contract is known on the chain" }));
}
