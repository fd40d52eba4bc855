import "./selection-bar.css";
import { Button } from "../../ui/button.tsx";

interface SelectionBarProps {
  readonly count: number;
  readonly onRevoke: () => void;
  readonly onClear: () => void;
}

export function SelectionBar({ count, onRevoke, onClear }: SelectionBarProps) {
  return (
    <div className="selection-bar" role="region" aria-label="Selected grants">
      <p role="status">{count === 1 ? "One grant selected" : `${count} grants selected`}</p>
      <div className="row">
        <Button look="quiet" onClick={onClear}>
          Clear
        </Button>
        <Button look="danger" onClick={onRevoke}>
          Revoke {count === 1 ? "it" : `all ${count}`}
        </Button>
      </div>
    </div>
  );
}
