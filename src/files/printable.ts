/** What moves a terminal's cursor, colours it, or turns the direction of writing: C0, DEL, C1, and the invisible marks of Unicode. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text whose control characters are written out as `\u001b`, line breaks and tabs apart: a name cannot steer the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, written);
}

/** The same for what must stay one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\n\t]/g, written);
}

function written(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
