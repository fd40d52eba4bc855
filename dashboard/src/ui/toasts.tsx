import "./toasts.css";
import { createContext, type ReactNode, use, useCallback, useRef, useState } from "react";

type Announce = (text: string) => void;

const ToastsContext = createContext<Announce | undefined>(undefined);

/** Says for a while what was done; what failed is said where it was asked for. */
export function useAnnounce(): Announce {
  const announce = use(ToastsContext);
  if (announce === undefined) throw new Error("no toasts around this component");
  return announce;
}

const SHOWN_MS = 6_000;

export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly { id: number; text: string }[]>([]);
  const next = useRef(0);
  const announce = useCallback((text: string) => {
    const id = next.current++;
    setShown((before) => [...before, { id, text }]);
    setTimeout(() => setShown((before) => before.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  return (
    <ToastsContext value={announce}>
      {children}
      <div className="toasts" role="status">
        {shown.map(({ id, text }) => (
          <p key={id} className="toast">
            {text}
          </p>
        ))}
      </div>
    </ToastsContext>
  );
}
