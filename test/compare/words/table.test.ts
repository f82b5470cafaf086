import { alignedLines, markdownTable, paddedLines, widthsOf } from '../../../src/compare/words/table';

describe('a table', () => {
  const rows = [['a', 'b'], ['long\nc', 'd\t|e'], ['f', '']];

  it('has columns as wide as their widest cells, and one line a row, whatever is in a cell', () => {
    expect(alignedLines(rows)).toEqual(['a       b', 'long c  d |e', 'f']);
  });

  it('has the same columns where its rows come in parts', () => {
    const widths = widthsOf(rows.slice(1), widthsOf(rows.slice(0, 1)));
    expect([...paddedLines(rows.slice(0, 1), widths), ...paddedLines(rows.slice(1), widths)]).toEqual(alignedLines(rows));
  });

  it('is one in Markdown, whatever is in a cell', () => {
    expect(markdownTable(['x', 'y'], rows)).toEqual(['| x | y |', '| --- | --- |', '| a | b |', '| long c | d \\|e |', '| f |  |']);
  });
});
