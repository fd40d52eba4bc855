import "./notice.css";
import type { ReactNode } from "react";

interface NoticeProps {
  readonly tone: "info" | "good" | "warn" | "bad";
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Read out at once where something failed, and in its turn otherwise. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {title !== undefined && <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}
