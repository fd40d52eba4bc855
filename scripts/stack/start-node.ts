import { z } from "zod";
import { freePort } from "../process/free-port.ts";
import { OPERATOR_NODE_OPTIONS } from "../process/operator-node-options.ts";
import { type Program, startProgram } from "../process/start-program.ts";

const announcementSchema = z.strictObject({ listening: z.url(), operator: z.url().optional() });

export interface NodeProcess {
  readonly url: string;
  /** Where it answers its operator; undefined where its settings name no port for that. */
  operatorUrl(): string | undefined;
  /** Of the process that runs now. */
  pid(): number;
  /** Resolves when the process that runs now is gone, however it ended. */
  ended(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with the same stores. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A node as an operator runs it, in a process of its own on a free port. `settings` are its environment
 * variables, but for its address.
 */
export async function startNode(
  settings: Readonly<Record<string, string>>,
  onLog?: (line: string) => void,
): Promise<NodeProcess> {
  const port = await freePort();
  const start = () =>
    startProgram({
      file: "node/src/main.ts",
      nodeOptions: OPERATOR_NODE_OPTIONS,
      environment: { ...settings, IDOS_HOST: "127.0.0.1", IDOS_PORT: String(port) },
      announcement: announcementSchema,
      ...(onLog === undefined ? {} : { onLog }),
    });
  let program: Program<z.infer<typeof announcementSchema>> = await start();
  return {
    url: program.announcement.listening,
    operatorUrl: () => program.announcement.operator,
    pid: () => program.pid,
    ended: () => program.ended,
    kill: () => program.kill(),
    stop: () => program.stop(),
    async restart() {
      program = await start();
    },
  };
}
