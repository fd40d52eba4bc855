import { RpcError } from "@idos/indexer";

/** Rejects with a timeout where `asked` has not settled in time; what it comes to later is nobody's concern. */
export async function withinTime<T>(ms: number, asked: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new RpcError("timeout", `no answer in ${ms} ms`)), ms);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
