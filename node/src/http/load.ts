import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import { totalmem } from "node:os";

/** What a process bears before it sends requests away. */
export interface LoadSettings {
  /** Mean over a second, in milliseconds. */
  readonly eventLoopDelayMsMax: number;
  /** Resident memory of the process, in bytes. */
  readonly memoryBytesMax: number;
}

export interface Load {
  /** Which bound is passed; undefined where none is. */
  readonly over: "event-loop" | "memory" | undefined;
  stop(): void;
}

const WINDOW_MS = 1_000;
const RESOLUTION_MS = 10;
const NANOSECONDS_PER_MS = 1e6;
/** A garbage collection gets far below this; what stays above it ends the process before long. */
const HEAP_SHARE_MAX = 0.9;
const MEMORY_SHARE = 0.85;

/** The most of the memory that this process may have: of its container's, or else of the machine's. */
export function defaultMemoryBytesMax(): number {
  const constrained = process.constrainedMemory();
  const machine = totalmem();
  // Without a limit, the kernel says a number beyond any machine.
  const available = constrained > 0 && constrained < machine ? constrained : machine;
  return Math.floor(available * MEMORY_SHARE);
}

/** A mean over a second: one long pause is no load, and many turns of the loop that each take long are. */
export function watchLoad(settings: LoadSettings): Load {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let over: Load["over"];
  const timer = setInterval(() => {
    const meanMs = delay.mean / NANOSECONDS_PER_MS;
    delay.reset();
    over = judge(settings, meanMs);
  }, WINDOW_MS);
  timer.unref();
  return {
    get over() {
      return over;
    },
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

function judge({ eventLoopDelayMsMax, memoryBytesMax }: LoadSettings, meanMs: number): Load["over"] {
  // Of a window without a single turn of the loop there is no mean.
  if (Number.isNaN(meanMs) || meanMs > eventLoopDelayMsMax) return "event-loop";
  const { used_heap_size: heap, heap_size_limit: heapMax } = getHeapStatistics();
  if (process.memoryUsage.rss() > memoryBytesMax || heap > heapMax * HEAP_SHARE_MAX) return "memory";
  return undefined;
}
