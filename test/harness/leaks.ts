import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { Server, Socket } from "node:net";

const GRACE_MS = 5_000;

interface Opened {
  readonly what: string;
  readonly handle: WeakRef<Server | Socket | ChildProcess>;
  readonly where: string;
}

/** The first frame of the project in a stack, so that a leak names the line that opened it. */
function callerInProject(): string {
  const frames = (new Error().stack ?? "").split("\n").slice(2);
  const own = frames.find((frame) => !/node_modules|node:|leaks\.ts/.test(frame));
  return own?.trim() ?? "opened outside the project";
}

function isOpen(handle: Server | Socket | ChildProcess | undefined): boolean {
  if (handle instanceof Server) return handle.listening;
  if (handle instanceof Socket) return !handle.destroyed;
  return handle instanceof ChildProcess && handle.exitCode === null && handle.signalCode === null;
}

/**
 * Remembers servers, sockets and processes as they are opened. The function it returns is to be called after the
 * last test: if the process does not end by itself soon, it says what is still open and ends it with a failure.
 */
export function watchForLeaks(): () => void {
  const opened: Opened[] = [];
  const remember = (what: string, handle: unknown): void => {
    if (handle instanceof Server || handle instanceof Socket || handle instanceof ChildProcess) {
      opened.push({ what, handle: new WeakRef(handle), where: callerInProject() });
    }
  };
  const on = (channel: string, what: string, property: string): void =>
    subscribe(channel, (message) => {
      if (typeof message === "object" && message !== null) remember(what, Reflect.get(message, property));
    });
  on("tracing:net.server.listen:asyncStart", "server", "server");
  on("net.client.socket", "client socket", "socket");
  on("child_process", "child process", "process");

  return () => {
    // Unreferenced: it fires only if something else keeps the process alive.
    const timer = setTimeout(() => {
      const lines = opened
        .filter(({ handle }) => isOpen(handle.deref()))
        .map(({ what, where }) => `  ${what} ${where}`);
      const resources = process.getActiveResourcesInfo().join(", ");
      process.stderr.write(`The tests leaked: ${resources}\n${lines.join("\n")}\n`);
      // mocha sets its own exit code when the process exits; the last listener wins.
      process.on("exit", () => {
        process.exitCode = 1;
      });
      process.exit();
    }, GRACE_MS);
    timer.unref();
  };
}
