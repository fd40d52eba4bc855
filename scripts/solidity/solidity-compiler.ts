import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../process/project-root.ts";
import { isNode, type SyntaxNode } from "./syntax-tree.ts";

const CONTRACT = { file: "contracts/AccessManagementProtocol.sol", name: "AccessManagementProtocol" };

type Compile = (input: string, callbacks: { import: (path: string) => { contents: string } }) => string;
const compiler = z.object({ compile: z.custom<Compile>((value) => typeof value === "function") });
const { compile } = compiler.parse(createRequire(import.meta.url)("solc"));

const answer = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  sources: z.record(z.string(), z.object({ ast: z.custom<SyntaxNode>(isNode) }).partial()).default({}),
  contracts: z
    .record(
      z.string(),
      z.record(z.string(), z.object({ evm: z.object({ bytecode: z.object({ object: z.string() }) }) })),
    )
    .default({}),
});

/** The text of Solidity files by their path in the project. */
export type Sources = Readonly<Record<string, string>>;

const COMMON = { evmVersion: "cancun", metadata: { appendCBOR: false, bytecodeHash: "none" } };

/** Without optimizer in half the time; the old code generator finds the stack too deep. */
const FAST = { ...COMMON, viaIR: true, optimizer: { enabled: false }, debug: { debugInfo: [] } };

/** As the contract is deployed. */
const OPTIMIZED = { ...COMMON, viaIR: true, optimizer: { enabled: true, runs: 1_000_000 } };

function run(sources: Sources, settings: object): z.infer<typeof answer> {
  const contents = Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }]));
  const input = JSON.stringify({ language: "Solidity", sources: contents, settings });
  const fromPackages = (path: string) => ({
    contents: readFileSync(join(projectRoot, "node_modules", path), "utf8"),
  });
  return answer.parse(JSON.parse(compile(input, { import: fromPackages })));
}

function creationCode(sources: Sources, settings: object, { file, name } = CONTRACT): string | undefined {
  const output = { [file]: { [name]: ["evm.bytecode.object"] } };
  const { contracts } = run(sources, { ...settings, outputSelection: output });
  const code = contracts[file]?.[name]?.evm.bytecode.object;
  return code === undefined || code === "" ? undefined : `0x${code}`;
}

/** The contract's creation code for tests, or undefined where the sources are not valid Solidity. */
export const compileFast = (sources: Sources): string | undefined => creationCode(sources, FAST);

/** Of a contract of the tests' own, which stands in one file. */
export const compileForTest = (file: string, name: string): string | undefined =>
  creationCode({ [file]: readFileSync(join(projectRoot, file), "utf8") }, FAST, { file, name });

/** The creation code as deployed, without the metadata that differs by a comment. */
export const compileOptimized = (sources: Sources): string | undefined => creationCode(sources, OPTIMIZED);

/** The syntax tree of each file; throws what is wrong with the sources. */
export function parseSources(sources: Sources): ReadonlyMap<string, SyntaxNode> {
  const { errors, sources: parsed } = run(sources, { outputSelection: { "*": { "": ["ast"] } } });
  const wrong = errors.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map((error) => error.formattedMessage).join("\n"));
  const trees = new Map<string, SyntaxNode>();
  for (const [path, { ast }] of Object.entries(parsed)) if (ast !== undefined) trees.set(path, ast);
  return trees;
}
