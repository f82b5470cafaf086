import { EventEmitter } from 'events';
import { folder, invoke, podYaml } from './invoke';
import { Terminal, Writer } from '../../src/cli/terminal';
import { printable, printableLine } from '../../src/files/printable';

const COMMAND = ['assert', 'in', '--expect', 'expect.yaml'];

function shop(): string {
  return folder({
    'in/a.yaml': `${podYaml('shop/web')}---\napiVersion: cilium.io/v2\nkind: CiliumLocalRedirectPolicy\nmetadata: {name: p}\n`,
    'expect.yaml': 'rows: [{src: shop/web, dst: 203.0.113.9, port: 80, allowed: true}]',
  });
}

describe('colours', () => {
  it('are on a terminal, each stream for itself', async () => {
    const { out, err } = await invoke(shop(), COMMAND, { outIsTTY: true });
    expect(out).toBe('\u001b[32m1 row: 1 hold, 0 fail\u001b[39m\n');
    expect(err).toBe('CiliumLocalRedirectPolicy (cilium.io/v2) may decide about connections, and is not read: 1, the first at in/a.yaml:10\n');
    expect((await invoke(shop(), COMMAND, { errIsTTY: true })).err).toContain('\u001b[33m');
  });

  it.each([['NO_COLOR', { NO_COLOR: '1' }], ['a terminal that has none', { TERM: 'dumb' }]])('are off with %s', async (_sentence, env) => {
    const { out, err } = await invoke(shop(), COMMAND, { outIsTTY: true, errIsTTY: true, env });
    expect(out + err).not.toContain('\u001b');
  });

  it('stay on with an empty NO_COLOR, which means nothing', async () => {
    expect((await invoke(shop(), COMMAND, { outIsTTY: true, env: { NO_COLOR: '' } })).out).toContain('\u001b[32m');
  });
});

describe('a line of progress', () => {
  const pods = Array.from({ length: 200 }, (_, i) => podYaml(`shop/p${i}`)).join('---\n');
  const slow = () => {
    let now = 0;
    return () => (now += 600);
  };

  it('is shown on a terminal once reading takes longer than a second, and is gone in the end', async () => {
    const root = folder({ 'in/a.yaml': pods, 'expect.yaml': 'rows: [{src: shop/p0, dst: shop/p1, port: 80, allowed: true}]' });
    const { out, err } = await invoke(root, COMMAND, { errIsTTY: true, now: slow() });
    expect(err).toContain('\r\u001b[Kreading in/a.yaml (file 1 of 1, document 65 of 200)');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
    expect(out).toBe('1 row: 1 hold, 0 fail\n');
  });

  it('is shown to no file, and not where reading is fast', async () => {
    const root = folder({ 'in/a.yaml': pods, 'expect.yaml': 'rows: [{src: shop/p0, dst: shop/p1, port: 80, allowed: true}]' });
    expect((await invoke(root, COMMAND, { now: slow() })).err).toBe('');
    expect((await invoke(root, COMMAND, { errIsTTY: true })).err).toBe('');
  });
});

describe('an answer in parts', () => {
  /** A stream that is full after every part, and then says an event. */
  async function written(event: 'drain' | 'close' | 'error'): Promise<string[]> {
    const parts: string[] = [];
    const stream = new EventEmitter();
    const full: Writer = {
      write: (text) => {
        parts.push(text);
        setImmediate(() => stream.emit(event));
        return false;
      },
      on: (name, listener) => stream.on(name, listener),
      off: (name, listener) => stream.off(name, listener),
    };
    stream.on('error', () => undefined);
    const terminal = new Terminal({ cwd: '', stdin: [] as unknown as AsyncIterable<Buffer>, stdout: full, stderr: full, env: {}, now: () => 0 }); // never read
    await terminal.answerInParts(['a\u001b', '', 'b', 'c']);
    expect(['drain', 'close', 'error'].map((name) => stream.listenerCount(name))).toEqual([0, 0, 1]);
    return parts;
  }

  it('waits for whoever reads it, and stops where nobody does', async () => {
    expect(await written('drain')).toEqual(['a\\u001b', 'b', 'c']);
    expect([await written('close'), await written('error')]).toEqual([['a\\u001b'], ['a\\u001b']]);
  });
});

describe('control characters', () => {
  it('are written out, whatever they would do', () => {
    expect(printable('a\u001b[31mb\u0007\u009bc\r\u202ed\u2066e\ufeff\n\tf')).toBe('a\\u001b[31mb\\u0007\\u009bc\\u000d\\u202ed\\u2066e\\ufeff\n\tf');
    expect(printableLine('a\nb\tc')).toBe('a\\u000ab\\u0009c');
    expect(printable('größer, 网络')).toBe('größer, 网络');
  });

  it('never reach a stream, nor break JSON', () => {
    const written: string[] = [];
    const writer: Writer = { write: (text) => written.push(text) };
    const terminal = new Terminal({ cwd: '', stdin: [] as unknown as AsyncIterable<Buffer>, stdout: writer, stderr: writer, env: {}, now: () => 0 }); // never read
    terminal.answer(JSON.stringify({ name: 'a\u001b\u009b\u202e' }));
    terminal.say('b\u001b[2J\nc');
    expect(written).toEqual(['{"name":"a\\u001b\\u009b\\u202e"}\n', 'b\\u001b[2J\\u000ac\n']);
    expect(JSON.parse(written[0] ?? '')).toEqual({ name: 'a\u001b\u009b\u202e' });
  });
});
