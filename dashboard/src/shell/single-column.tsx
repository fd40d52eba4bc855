import "./single-column.css";
import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";

/** A page with one thing to do. */
export function SingleColumn({ children }: { children: ReactNode }) {
  return (
    <div className="single-column">
      <header>
        <Brand />
      </header>
      <main>{children}</main>
    </div>
  );
}
