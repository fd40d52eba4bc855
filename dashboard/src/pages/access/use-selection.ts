import { useState } from "react";

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly set: (key: string, isSelected: boolean) => void;
  readonly clear: () => void;
}

export function useSelection(): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return {
    keys,
    set: (key, isSelected) =>
      setKeys((before) => new Set(isSelected ? [...before, key] : [...before].filter((it) => it !== key))),
    clear: () => setKeys(new Set()),
  };
}
