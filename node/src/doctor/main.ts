import { environment } from "../environment.ts";
import { runDoctor } from "./run-doctor.ts";

const { exitCode, lines } = await runDoctor(process.argv.slice(2), environment);
process.stdout.write(lines.map((line) => `${line}\n`).join(""));
process.exitCode = exitCode;
