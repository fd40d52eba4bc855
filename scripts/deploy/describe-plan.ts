import { formatEther, formatUnits } from "ethers";
import { CREATE2_PROXY, PROXY_SIGNER } from "./create2-proxy.ts";
import type { Cost } from "./estimate-cost.ts";
import type { Plan } from "./plan-deployment.ts";

export interface PlanContext {
  readonly rpcUrl: string;
  readonly coin: string;
  /** What the run may cost. */
  readonly costMaxWei: bigint;
  /** Undefined where the sources were changed after it. */
  readonly commit: string | undefined;
}

/** What a person reads before anything is sent: a line a fact. */
export function describePlan(plan: Plan, context: PlanContext): string[] {
  const { rpcUrl, coin, commit } = context;
  const { deployer, outstanding } = plan;
  const paying = deployer ? `${deployer.address}, ${formatEther(deployer.balance)} ${coin}` : "no key is set";
  const facts: [string, string][] = [
    ["network", `${plan.network}, chain id ${plan.chainId}`],
    // The rest of the URL often holds a key.
    ["endpoint", new URL(rpcUrl).host],
    ["deployer", paying],
    ["contract", plan.address],
    [
      "sources",
      commit === undefined ? "changed since the last commit: the record will name none" : `commit ${commit}`,
    ],
    ["there", THERE[outstanding.kind]],
    ...(outstanding.kind === "send" ? describeCost(outstanding.cost, deployer?.balance, context) : []),
    ["to send", outstanding.kind === "send" ? transactions(outstanding.cost) : "nothing"],
  ];
  return facts.map(([name, value]) => `${name.padEnd(10)}${value}`);
}

const THERE: Readonly<Record<Plan["outstanding"]["kind"], string>> = {
  nothing: "this very contract, and its record",
  record: "this very contract; its record is missing and will be completed",
  send: "nothing yet",
};

function describeCost(
  cost: Cost,
  balance: bigint | undefined,
  { coin, costMaxWei }: PlanContext,
): [string, string][] {
  const amount = (wei: bigint): string => `${formatEther(wei)} ${coin}`;
  const rows: [string, string][] = [
    ["gas", `at most ${cost.gasLimit.toString()} at ${formatUnits(cost.gasPrice, "gwei")} gwei now`],
  ];
  if (cost.publicationFee > 0n)
    rows.push(["layer 1", `at most ${amount(cost.publicationFee)} for publication`]);
  if (cost.forProxy !== undefined)
    rows.push(["proxy", `${amount(cost.forProxy)} to make the deployment proxy`]);
  rows.push(["cost", `about ${amount(cost.expected)}, at most ${amount(cost.atMost)}`]);
  const objection =
    cost.atMost > costMaxWei ? ": too low, so nothing is sent unless --max-cost names more" : "";
  rows.push(["limit", `${amount(costMaxWei)}${objection}`]);
  if (balance !== undefined && balance < cost.atMost)
    rows.push(["lacking", `the deployer needs ${amount(cost.atMost - balance)} more`]);
  return rows;
}

function transactions({ forProxy }: Cost): string {
  const creation = `a call of the deployment proxy ${CREATE2_PROXY}`;
  return forProxy === undefined
    ? creation
    : `a payment to ${PROXY_SIGNER}, the proxy's own transaction, ${creation}`;
}
