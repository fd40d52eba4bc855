import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JsonRpcProvider, Network } from "ethers";
import { network } from "hardhat";
import { projectRoot } from "../../../scripts/process/project-root.ts";

/** The first and second key of Hardhat's public mnemonic. */
export const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
export const OTHER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

export const SEPOLIA = 11155111;
export const LOCAL = 31337;

export interface LiveChain {
  readonly chainId: number;
  readonly url: string;
  readonly provider: JsonRpcProvider;
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly finished: Promise<Finished>;
  /** What it has written to standard output so far. */
  readonly stdout: () => string;
  readonly answer: (line: string) => void;
  readonly endInput: () => void;
  readonly kill: () => void;
}

/** What a test of deployments opens, closed together. */
export class DeployWorld {
  readonly folder: string;
  readonly #closing: (() => unknown)[] = [];

  private constructor(folder: string) {
    this.folder = folder;
    this.onClose(() => rm(folder, { recursive: true }));
  }

  static async open(): Promise<DeployWorld> {
    return new DeployWorld(await mkdtemp(join(tmpdir(), "deployments-")));
  }

  onClose(close: () => unknown): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }

  /** A chain of its own that calls itself by this id. */
  async startChain(chainId = LOCAL, mining = { auto: true }): Promise<LiveChain> {
    const server = await network.createServer({ override: { chainId, mining } }, "127.0.0.1", 0);
    const { port } = await server.listen();
    this.onClose(() => server.close());
    const url = `http://127.0.0.1:${port}`;
    return { chainId, url, provider: this.connect(url, chainId) };
  }

  connect(url: string, chainId: number): JsonRpcProvider {
    const chain = Network.from(chainId);
    const options = { staticNetwork: chain, cacheTimeout: -1, pollingInterval: 20, batchMaxCount: 1 };
    const provider = new JsonRpcProvider(url, chain, options);
    this.onClose(() => provider.destroy());
    return provider;
  }

  /** The program behind `./idos deploy`, with this environment and nobody's keystore. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    return startScript(["--import", "tsx", "scripts/deploy/main.ts", "--folder", this.folder, ...args], {
      HOME: this.folder,
      XDG_CONFIG_HOME: join(this.folder, "config"),
      ...environment,
    });
  }

  /** To a chain that poses as sepolia, paid by KEY, unless said otherwise. */
  async deploy(
    url: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    const flags = ["--network", "sepolia", "--rpc", url, "--confirmations", "1", "--no-verify", ...args];
    return this.start(flags, { DEPLOYER_PRIVATE_KEY: KEY, ...environment }).finished;
  }
}

/** Runs Node in the project's folder with nothing but this environment and the PATH. */
export function startScript(args: readonly string[], environment: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: "pipe",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return {
    finished: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    }),
    stdout: () => stdout,
    answer: (line) => child.stdin.write(`${line}\n`),
    endInput: () => child.stdin.end(),
    kill: () => child.kill("SIGKILL"),
  };
}
