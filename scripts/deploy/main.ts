import { UsageError } from "../process/usage-error.ts";
import { parseDeployRequest } from "./deploy-request.ts";
import { describeError } from "./describe-error.ts";
import { runDeploy } from "./run-deploy.ts";
import { withoutUrl } from "./without-url.ts";

const set = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

async function main(): Promise<void> {
  const request = parseDeployRequest(process.argv.slice(2), set(process.env["IDOS_RPC_URL"]));
  const surroundings = {
    sourcifyUrl: set(process.env["IDOS_SOURCIFY_URL"]),
    etherscanApiKey: set(process.env["ETHERSCAN_API_KEY"]),
    print: (line: string) => process.stdout.write(`${line}\n`),
  };
  process.exitCode = await runDeploy(request, surroundings).catch((error: unknown) => {
    process.stderr.write(`idos: ${withoutUrl(describeError(error), request.rpcUrl)}\n`);
    return 1;
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`idos: ${describeError(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
