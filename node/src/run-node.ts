import { parseCommandLine, UsageError } from "./command-line.ts";
import { ConfigError, type NodeConfig } from "./config/config.ts";
import { loadConfig, loadSettings } from "./config/load-config.ts";
import { printedSettings } from "./config/printed-settings.ts";
import { createNode } from "./create-node.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** As shells count the end by SIGTERM. */
const ENDED_EARLY = 143;
const CALLED_WRONGLY = 2;

/**
 * The node's program: starts what the settings say and announces where it listens, or prints the settings. Resolves to
 * the exit code; the process then goes on for as long as the node does.
 */
export async function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  try {
    const { configFile, printConfig } = parseCommandLine(args);
    // Before anything is printed, so that what is printed would start.
    const config = loadConfig(environment, configFile);
    if (printConfig) say(printedSettings(loadSettings(environment, configFile)), 2);
    else await serve(config);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof UsageError)) throw error;
    process.stderr.write(`idos: ${error.message}\n`);
    return CALLED_WRONGLY;
  }
}

async function serve(config: NodeConfig): Promise<void> {
  // The first process of a container has no default for signals, so none may come before there is a listener.
  let stop = (): void => process.exit(ENDED_EARLY);
  const onSignal = (): void => {
    // A second signal then ends the process at once, as signals do.
    for (const signal of SIGNALS) process.off(signal, onSignal);
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);

  const node = await createNode(config);
  await node.start();
  stop = () => void node.stop();
  const { url: listening, operatorUrl: operator } = node;
  say({ listening, ...(operator === undefined ? {} : { operator }) });
}

function say(facts: unknown, indent = 0): void {
  process.stdout.write(`${JSON.stringify(facts, null, indent)}\n`);
}
