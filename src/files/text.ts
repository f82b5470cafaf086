import { closeSync, fstatSync, openSync, readSync } from 'fs';
import { LIMITS, mebibytes } from './limits';
import { InputProblem } from './problem';

/** What is wrong with the contents of a file. */
export type ContentsProblem = Pick<InputProblem, 'code' | 'text' | 'line'>;

const CHUNK = 1024 * 1024;

/** The bytes of a file, or of what stands for one, such as a pipe; none if there are more than are taken. */
export function readBytes(path: string): Buffer | undefined {
  const handle = openSync(path, 'r');
  try {
    if (fstatSync(handle).size > LIMITS.fileBytes) return undefined;
    const chunks: Buffer[] = [];
    for (let size = 0; size <= LIMITS.fileBytes;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(handle, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/** The bytes of a stream, or none if there are more than are taken. */
export async function readStream(stream: AsyncIterable<Buffer | string>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > LIMITS.fileBytes) return undefined;
  }
  return Buffer.concat(chunks);
}

/** The text of a file, which must be UTF-8. */
export function textOf(bytes: Buffer | undefined): string | ContentsProblem {
  if (bytes === undefined) return { code: 'FILE_TOO_LARGE', text: `has more than ${mebibytes(LIMITS.fileBytes)}; split it into several files` };
  const isWide = bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfeff || bytes.readUInt16BE(0) === 0xfffe);
  if (isWide) return { code: 'NOT_UTF8', line: 1, text: 'is UTF-16; write it as UTF-8' };
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { code: 'BINARY_FILE', line: lineOfByte(bytes, zero), text: 'holds a zero byte, so that it is no text' };
  try {
    return withoutMarks(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { code: 'NOT_UTF8', line: lineOfByte(bytes, firstUnsound(bytes)), text: 'is not UTF-8' };
  }
}

/** Files with a byte order mark that were put one behind the other have one before a document's marker, or behind it. */
function withoutMarks(text: string): string {
  return text.includes('\ufeff') ? text.replace(/^\ufeff(?=---)|(?<=^---[^\n]*\n)\ufeff/gm, '') : text;
}

/** The first byte that differs once what is unsound has been replaced. */
function firstUnsound(bytes: Buffer): number {
  const replaced = Buffer.from(bytes.toString('utf-8'), 'utf-8');
  const length = Math.min(bytes.length, replaced.length);
  for (let i = 0; i < length; i++) if (bytes[i] !== replaced[i]) return i;
  return length;
}

function lineOfByte(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
