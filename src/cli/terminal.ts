import { createColors } from 'picocolors';
import { printable, printableLine } from './printable';
import { ReadingHost } from './read/load';

/** The colours of what is said beside the answer, and of words in it. */
export type Colour = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Where a command reads and writes. */
export interface Host {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds from any moment on: only for how long something takes. */
  readonly now: () => number;
}

/** One of the standard streams. */
export interface Writer {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** `false` where the stream would rather have no more until it says `drain`. */
  readonly write: (text: string) => unknown;
  readonly on?: (event: StreamEvent, listener: () => void) => unknown;
  readonly off?: (event: StreamEvent, listener: () => void) => unknown;
}

/** What a stream says once it takes more, and what it says once it takes none any more. */
type StreamEvent = 'drain' | 'close' | 'error';

/** How long it may take before a line says how far it has come, and how often that line changes, in milliseconds. */
const PATIENCE = { first: 1000, next: 100 };

/** Writes answers to the standard output and everything else to standard error, without a control character that came from the input. */
export class Terminal implements ReadingHost {
  public readonly cwd: string;
  public readonly stdin: AsyncIterable<Buffer | string>;
  private readonly started: number;
  private shownAt: number | undefined;

  public constructor(private readonly host: Host) {
    this.cwd = host.cwd;
    this.stdin = host.stdin;
    this.started = host.now();
  }

  /** Writes the answer; a line that a pattern matches is coloured, if this is a terminal. */
  public answer(text: string, colours: readonly (readonly [RegExp, Colour])[] = []): void {
    this.clearProgress();
    const colourOf = this.colours(this.host.stdout);
    const lines = colours.length === 0 ? [printable(text)] : printable(text).split('\n').map((line) => {
      const colour = colours.find(([pattern]) => pattern.test(line))?.[1];
      return colour === undefined ? line : colourOf(line, colour);
    });
    const whole = lines.join('\n');
    if (whole !== '') this.host.stdout.write(whole.endsWith('\n') ? whole : `${whole}\n`);
  }

  /** Writes an answer that may be longer than a text can be, no faster than it is read. */
  public async answerInParts(parts: Iterable<string>): Promise<void> {
    this.clearProgress();
    for (const part of parts) {
      if (part !== '' && this.host.stdout.write(printable(part)) === false && !await this.drained()) return;
    }
  }

  /** Says something beside the answer, one line. */
  public say(line: string, colour?: Colour): void {
    this.clearProgress();
    const text = printableLine(line);
    this.host.stderr.write(`${colour === undefined ? text : this.colours(this.host.stderr)(text, colour)}\n`);
  }

  /** Says why nothing can be answered, a line each. */
  public complain(...lines: readonly string[]): void {
    for (const line of lines) this.say(line, 'red');
  }

  /** Says how far something has come, to a person who has been waiting. */
  public progress(text: string): void {
    const now = this.host.now();
    const due = this.shownAt === undefined ? this.started + PATIENCE.first : this.shownAt + PATIENCE.next;
    if (this.host.stderr.isTTY !== true || now < due) return;
    this.shownAt = now;
    this.host.stderr.write(`\r\u001b[K${printableLine(text).slice(0, (this.host.stderr.columns ?? 80) - 1)}`);
  }

  /** Waits until the standard output takes more; false if nobody reads it any more. */
  private drained(): Promise<boolean> {
    const { stdout } = this.host;
    return new Promise((resolve) => {
      const events = ['drain', 'close', 'error'] as const;
      const listeners = events.map((event) => ({
        event,
        listener: () => {
          for (const one of listeners) stdout.off?.(one.event, one.listener);
          resolve(event === 'drain');
        },
      }));
      for (const { event, listener } of listeners) stdout.on?.(event, listener);
    });
  }

  private clearProgress(): void {
    if (this.shownAt === undefined) return;
    this.shownAt = undefined;
    this.host.stderr.write('\r\u001b[K');
  }

  /** @see https://no-color.org */
  private colours(writer: Writer): (text: string, colour: Colour) => string {
    const { NO_COLOR: refused, TERM: kind } = this.host.env;
    const enabled = writer.isTTY === true && (refused === undefined || refused === '') && kind !== 'dumb';
    const colours = createColors(enabled);
    return (text, colour) => colours[colour](text);
  }
}
