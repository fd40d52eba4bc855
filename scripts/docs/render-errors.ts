import { PROBLEMS } from "@idos/protocol";
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

## What the SDK finds itself

Each is an \`IdosError\` too.

| code | what to do |
|---|---|
${failures.join("\n")}
`;
}

function codesOf<Code extends string>(list: Readonly<Record<Code, unknown>>): Code[] {
  const isCode = (text: string): text is Code => Object.hasOwn(list, text);
  return Object.keys(list).filter(isCode);
}
