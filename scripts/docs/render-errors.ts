import { AccessManagementProtocol__factory, PROBLEMS } from "@idos/protocol";
import type { ErrorFragment } from "ethers";
import { CONTRACT_REFUSALS, contractCodeOf } from "../../sdk/src/errors/contract-refusals.ts";
import { PROBLEM_REMEDIES } from "../../sdk/src/errors/problem-remedies.ts";
import { SDK_CODES } from "../../sdk/src/errors/sdk-codes.ts";

/** docs/errors.md, from the closed lists that the code itself uses. */
export function renderErrors(): string {
  const refusals = codesOf(PROBLEMS).map((code) => {
    const [status, title] = PROBLEMS[code];
    return `| \`${code}\` | ${status} | ${title} | ${PROBLEM_REMEDIES[code]} |`;
  });
  const failures = codesOf(SDK_CODES).map((code) => `| \`${code}\` | ${SDK_CODES[code]} |`);
  return `# Errors

Made by \`scripts/docs/generate.ts\` from the lists in the code; do not edit by hand. Codes never change their meaning: branch on them.

## A node's refusals

Every refusal is \`application/problem+json\` with \`type\` (\`urn:idos:problem:<code>\`), \`title\`, \`status\`, \`code\`, \`detail\`, \`values\` (what offended, never a secret) and \`requestId\`, which the operator finds in the log. In the SDK it is an \`IdosError\` with the same code, values and request id, and the remedy below.

| code | status | title | what to do |
|---|---|---|---|
${refusals.join("\n")}

## The contract's refusals

Each is a Solidity error of the Access Management Protocol contract, and a call that is refused changes nothing. In the SDK it is an \`IdosError\` whose code is \`CONTRACT_\` and the error's name in capitals, with the error's arguments as its values: addresses in lowercase, numbers as decimal strings. Whoever calls the contract without the SDK knows the error by its selector, the first four bytes of the revert's data.

| Solidity error | selector | code | what happened | what to do |
|---|---|---|---|---|
${contractRefusals().join("\n")}

## What the SDK finds itself

Each is an \`IdosError\` too.

| code | what to do |
|---|---|
${failures.join("\n")}
`;
}

/** In the order of the SDK's list, from the ABI. */
function contractRefusals(): string[] {
  const fragments = new Map<string, ErrorFragment>();
  AccessManagementProtocol__factory.createInterface().forEachError((fragment) => {
    const code = contractCodeOf(fragment.name);
    if (code !== undefined) fragments.set(code, fragment);
  });
  return codesOf(CONTRACT_REFUSALS).flatMap((code) => {
    const fragment = fragments.get(code);
    if (fragment === undefined) return [];
    const { happened, remedy } = CONTRACT_REFUSALS[code];
    const signature = fragment.format("full").replace("error ", "");
    return [`| \`${signature}\` | \`${fragment.selector}\` | \`${code}\` | ${happened} | ${remedy} |`];
  });
}

function codesOf<Code extends string>(list: Readonly<Record<Code, unknown>>): Code[] {
  const isCode = (text: string): text is Code => Object.hasOwn(list, text);
  return Object.keys(list).filter(isCode);
}
