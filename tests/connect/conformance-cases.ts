/** One case: what is printed on a screen of ten by five, and what it must show. */
export interface ConformanceCase {
  readonly name: string;
  readonly print: string;
  /** The rows from the top, without the spaces at their ends; missing ones are empty. */
  readonly screen: readonly string[];
  /** Column and row of the cursor, from 0. */
  readonly cursor?: readonly [number, number];
  /** What the terminal answers. */
  readonly reply?: string;
}

const E = '\x1b';
const five = 'one\r\ntwo\r\nthree\r\nfour\r\nfive';

/**
 * What a VT terminal shows. Source: the tests of vttest and xterm's ctlseqs, worked out by hand; not recorded from the
 * terminal that they judge.
 */
export const CONFORMANCE: readonly ConformanceCase[] = [
  // Wrapping and scrolling
  { name: 'wraps at the right edge', print: '0123456789ab', screen: ['0123456789', 'ab'], cursor: [2, 1] },
  { name: 'wraps only with the next letter', print: '0123456789\rX', screen: ['X123456789'], cursor: [1, 0] },
  { name: 'stays in the last column without autowrap', print: `${E}[?7l0123456789abc`, screen: ['012345678c'] },
  { name: 'scrolls at the last line', print: `${five}\r\nsix`, screen: ['two', 'three', 'four', 'five', 'six'] },
  { name: 'line feed keeps the column', print: 'ab\ncd', screen: ['ab', '  cd'] },
  { name: 'backspace stops at the left edge', print: 'ab\b\b\b\bX', screen: ['Xb'] },
  { name: 'index scrolls at the bottom', print: `${five}${E}D`, screen: ['two', 'three', 'four', 'five'] },
  {
    name: 'reverse index scrolls at the top',
    print: `${five}${E}[H${E}M`,
    screen: ['', 'one', 'two', 'three', 'four'],
  },
  { name: 'next line', print: `ab${E}Ecd`, screen: ['ab', 'cd'] },
  { name: 'scrolls up by count', print: `${five}${E}[2S`, screen: ['three', 'four', 'five'] },
  { name: 'scrolls down by count', print: `${five}${E}[2T`, screen: ['', '', 'one', 'two', 'three'] },
  // Scroll regions and origin mode
  {
    name: 'scrolls within its region only',
    print: `${five}${E}[2;4r${E}[4;1H\nX`,
    screen: ['one', 'three', 'four', 'X', 'five'],
  },
  {
    name: 'reverse index within a region',
    print: `${five}${E}[2;4r${E}[2;1H${E}M`,
    screen: ['one', '', 'two', 'three', 'five'],
  },
  { name: 'setting a region goes home', print: `${five}${E}[2;4rX`, screen: ['Xne', 'two', 'three', 'four', 'five'] },
  { name: 'origin mode counts from the region', print: `${E}[2;4r${E}[?6h${E}[1;1HX`, screen: ['', 'X'] },
  { name: 'origin mode does not leave the region', print: `${E}[2;4r${E}[?6h${E}[9;1HX`, screen: ['', '', '', 'X'] },
  { name: 'leaving origin mode goes home', print: `${E}[2;4r${E}[?6h${E}[?6lX`, screen: ['X'] },
  {
    name: 'inserts lines in the region',
    print: `${five}${E}[2;4r${E}[2;1H${E}[1L`,
    screen: ['one', '', 'two', 'three', 'five'],
  },
  {
    name: 'deletes lines in the region',
    print: `${five}${E}[2;4r${E}[2;1H${E}[1M`,
    screen: ['one', 'three', 'four', '', 'five'],
  },
  // Moving the cursor
  { name: 'goes to a row and column', print: `${E}[3;4HX`, screen: ['', '', '   X'], cursor: [4, 2] },
  { name: 'takes a missing or zero place as one', print: `ab${E}[0;0HX`, screen: ['Xb'] },
  { name: 'stops at the lower right corner', print: `${E}[99;99HX`, screen: ['', '', '', '', '         X'] },
  { name: 'moves up, down, right and left', print: `${E}[3;3H${E}[A${E}[2C${E}[B${E}[DX`, screen: ['', '', '   X'] },
  { name: 'goes to a column', print: `abcdef${E}[2GX`, screen: ['aXcdef'] },
  { name: 'goes to a row', print: `ab${E}[3dX`, screen: ['ab', '', '  X'] },
  { name: 'next and previous line by count', print: `ab${E}[2Ecd${E}[1FX`, screen: ['ab', 'X', 'cd'] },
  { name: 'saves and restores by ESC 7 and 8', print: `ab${E}7${E}[4;4HX${E}8Y`, screen: ['abY', '', '', '   X'] },
  { name: 'saves and restores by CSI s and u', print: `ab${E}[s${E}[4;4HX${E}[uY`, screen: ['abY', '', '', '   X'] },
  // Erasing, inserting and deleting
  { name: 'erases to the end of the line', print: `abcdef${E}[3G${E}[K`, screen: ['ab'] },
  { name: 'erases to the start of the line', print: `abcdef${E}[3G${E}[1K`, screen: ['   def'] },
  { name: 'erases the line', print: `ab\r\ncd${E}[2K`, screen: ['ab'], cursor: [2, 1] },
  { name: 'erases below', print: `${five}${E}[2;2H${E}[J`, screen: ['one', 't'] },
  { name: 'erases above', print: `${five}${E}[2;2H${E}[1J`, screen: ['', '  o', 'three', 'four', 'five'] },
  { name: 'erases everything and stays', print: `${five}${E}[2JX`, screen: ['', '', '', '', '    X'] },
  { name: 'erases letters without moving others', print: `abcdef${E}[2G${E}[3X`, screen: ['a   ef'] },
  { name: 'inserts blanks', print: `abcdef${E}[2G${E}[2@`, screen: ['a  bcdef'] },
  { name: 'deletes letters', print: `abcdef${E}[2G${E}[2P`, screen: ['adef'] },
  { name: 'insert mode pushes', print: `abc${E}[1G${E}[4hXY${E}[4l`, screen: ['XYabc'] },
  { name: 'repeats the last letter', print: `a${E}[3bX`, screen: ['aaaaX'] },
  { name: 'fills the screen with E', print: `${E}#8`, screen: Array.from({ length: 5 }, () => 'EEEEEEEEEE') },
  // Tabs
  { name: 'tab stops at every eighth column', print: 'a\tX', screen: ['a       X'] },
  { name: 'the last tab stop is the edge', print: 'a\t\t\tX', screen: ['a        X'] },
  { name: 'sets a tab stop', print: `${E}[4G${E}H\ra\tX`, screen: ['a  X'] },
  { name: 'clears all tab stops', print: `${E}[3g\ra\tX`, screen: ['a        X'] },
  { name: 'goes back by a tab', print: `${E}[10G${E}[ZX`, screen: ['        X'] },
  // The second screen
  { name: 'the second screen is empty', print: `${five}${E}[?1049hX`, screen: ['', '', '', '', '    X'] },
  {
    name: 'leaving the second screen brings the first back as it was',
    print: `ab${E}[?1049h${E}[H${E}[2Jother${E}[?1049lcd`,
    screen: ['abcd'],
    cursor: [4, 0],
  },
  {
    name: 'leaving a second screen that none is in keeps the text',
    print: `ab\r\n${E}7${E}[?1049lcd`,
    screen: ['ab', 'cd'],
  },
  // Letters
  { name: 'wide letters take two cells', print: '你好X', screen: ['你好X'], cursor: [5, 0] },
  {
    name: 'a wide letter that does not fit wraps whole',
    print: '012345678你',
    screen: ['012345678', '你'],
    cursor: [2, 1],
  },
  { name: 'emoji take two cells', print: '😀X', screen: ['😀X'], cursor: [3, 0] },
  { name: 'combining signs take none', print: 'e\u0301X', screen: ['e\u0301X'], cursor: [2, 0] },
  { name: 'combining signs join a wide letter', print: '你\u0301X', screen: ['你\u0301X'], cursor: [3, 0] },
  { name: 'half of a wide letter overwritten takes all of it', print: `你X${E}[1Ga`, screen: ['a X'] },
  { name: 'line drawing', print: `${E}(0lqk${E}(Bx`, screen: ['┌─┐x'] },
  { name: 'shift out and in', print: `${E})0q\x0eq\x0fq`, screen: ['q─q'] },
  { name: 'broken UTF-8 shows a mark and goes on', print: '\ufffdX', screen: ['\ufffdX'], cursor: [2, 0] },
  // What is not shown, and what is answered
  { name: 'a title is not shown', print: `a${E}]0;title\x07b`, screen: ['ab'] },
  { name: 'a device string is not shown', print: `a${E}P1$tx${E}\\b`, screen: ['ab'] },
  { name: 'CAN ends a sequence', print: `a${E}[3\x18b`, screen: ['ab'] },
  { name: 'an unknown sequence is left out', print: `a${E}[?9999zb`, screen: ['ab'] },
  { name: 'a control inside a sequence is obeyed', print: `ab${E}[\b1Dc`, screen: ['cb'] },
  { name: 'tells where the cursor is', print: `${E}[3;4H${E}[6n`, screen: [], reply: `${E}[3;4R` },
  { name: 'tells that it is well', print: `${E}[5n`, screen: [], reply: `${E}[0n` },
  { name: 'a full reset clears all', print: `${five}${E}[?6h${E}cX`, screen: ['X'] },
  { name: 'a soft reset keeps the text', print: `ab${E}[2;3r${E}[4h${E}[!p${E}[1;1HX`, screen: ['Xb'] },
];

/** A cell's colours and marks. */
export interface StyleCase {
  readonly name: string;
  readonly print: string;
  readonly expected: {
    readonly foreground?: readonly ['palette' | 'rgb', number];
    readonly background?: readonly ['palette' | 'rgb', number];
    readonly marks?: readonly string[];
  };
}

/** What the first cell must look like. */
export const STYLES: readonly StyleCase[] = [
  { name: 'one of 16 colours', print: `${E}[31mX`, expected: { foreground: ['palette', 1] } },
  { name: 'a bright one', print: `${E}[94mX`, expected: { foreground: ['palette', 12] } },
  { name: 'a ground', print: `${E}[42mX`, expected: { background: ['palette', 2] } },
  { name: 'one of 256', print: `${E}[38;5;208mX`, expected: { foreground: ['palette', 208] } },
  { name: 'a ground of 256', print: `${E}[48;5;17mX`, expected: { background: ['palette', 17] } },
  { name: '24 bits', print: `${E}[38;2;18;52;86mX`, expected: { foreground: ['rgb', 0x123456] } },
  { name: '24 bits with colons', print: `${E}[48:2::18:52:86mX`, expected: { background: ['rgb', 0x123456] } },
  { name: 'usual colours again', print: `${E}[31;42m${E}[39;49mX`, expected: {} },
  {
    name: 'bold, italic, underlined, inverse and struck',
    print: `${E}[1;3;4;7;9mX`,
    expected: { marks: ['bold', 'italic', 'underline', 'inverse', 'strikethrough'] },
  },
  { name: 'dim and unseen', print: `${E}[2;8mX`, expected: { marks: ['dim', 'invisible'] } },
  { name: 'all taken back', print: `${E}[1;3;4;7;9;31m${E}[mX`, expected: {} },
  { name: 'an erased cell takes the ground', print: `${E}[44m${E}[K`, expected: { background: ['palette', 4] } },
];
