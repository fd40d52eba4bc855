/** A page that speaks to a vault without its client, and says what it likes. Messages come as JSON text. */
let peer: Window | null = null;
const ports: MessagePort[] = [];
const answers: unknown[] = [];
let readies = 0;

function bring(hello: string): void {
  const message: unknown = JSON.parse(hello);
  peer?.postMessage(message, "*", [newPort()]);
}

/** The other end of a port whose messages are answers. */
function newPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<unknown>) => answers.push(data);
  ports.push(port1);
  return port2;
}

const received: unknown[] = [];
window.addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
  received.push(data);
  if (source === peer) readies += 1;
});

const hostile = {
  open(url: string): void {
    peer = window.open(url, "_blank", "popup");
  },
  embed(url: string): void {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    peer = frame.contentWindow;
  },
  bring,
  /** On the newest port, or that of the number. */
  send(text: string, at = -1): void {
    const message: unknown = JSON.parse(text);
    ports.at(at)?.postMessage(message);
  },
  readies: () => readies,
  received: () => received,
  answers: () => answers,
  /** Asks the vault's window from a frame of this page's own, which did not open it. */
  bringFromFrame(hello: string): void {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const inner = frame.contentWindow;
    if (inner === null) throw new Error("the frame has no window");
    Reflect.set(inner, "peer", peer);
    Reflect.set(inner, "port", newPort());
    // Called by a function of the frame's own realm, so that the frame is the message's source.
    const post: unknown = Reflect.get(inner, "eval");
    if (typeof post === "function") Reflect.apply(post, inner, [`peer.postMessage(${hello}, "*", [port])`]);
  },
  /** What the page can read of the vault's window by itself. */
  reach(): string {
    try {
      return String(peer?.document.body.textContent);
    } catch (error) {
      return error instanceof DOMException ? error.name : "another error";
    }
  },
};

Reflect.set(globalThis, "hostile", hostile);
export {};
