import { useEffect, useState } from "react";
import { nowSeconds } from "./dates.ts";

const TICK_MS = 15_000;

/** Unix seconds, renewed while it is looked at. */
export function useNowSeconds(): number {
  const [now, setNow] = useState(nowSeconds);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowSeconds()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
