import { environment } from "../environment.ts";
import { runBackup } from "./run-backup.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
process.exitCode = await runBackup(process.argv.slice(2), environment, { say });
