import { expect, test } from 'vitest';
import { shareRoom } from '../../renderer/common/column-widths.ts';

const columns = [
  { id: 'name', width: 100 },
  { id: 'id', width: 300 },
  { id: 'hidden', width: 500 },
];
const shown = new Set(['name', 'id']);
const widths = (room: number) => shareRoom(columns, shown, room).map(({ width }) => width);

test('room that is left over goes to every shown column by its width', () => {
  expect(widths(800)).toEqual([200, 600, 1000]);
});

test('too little room leaves the widths as they are', () => {
  expect(widths(200)).toEqual([100, 300, 500]);
});

test('a column without a width keeps the table’s own choice', () => {
  expect(shareRoom([{ id: 'free' }], new Set(['free']), 800)).toEqual([{ id: 'free' }]);
});
