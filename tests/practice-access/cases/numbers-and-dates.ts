import { conditionCases } from '../condition-rows.ts';

const page = 'reference_policies_elements_condition_operators';

const numbers = conditionCases(page, 'ec2:MetadataHttpPutResponseHopLimit', [
  ['the same number', 'NumericEquals', '2', '2', true],
  ['the same number in other words', 'NumericEquals', '2.0', '2', true],
  ['quotes may be left out', 'NumericEquals', 2, '2', true],
  ['another number', 'NumericEquals', '3', '2', false],
  ['one of several', 'NumericEquals', ['1', '2'], '2', true],
  ['text is no number', 'NumericEquals', 'two', 'two', false],
  ['a missing key', 'NumericEquals', '2', null, false],
  ['another number', 'NumericNotEquals', '3', '2', true],
  ['the same number', 'NumericNotEquals', '2', '2', false],
  ['a missing key', 'NumericNotEquals', '2', null, true],
  ['less', 'NumericLessThan', '10', '9', true],
  ['as numbers, not as text', 'NumericLessThan', '9', '10', false],
  ['the same is not less', 'NumericLessThan', '2', '2', false],
  ['a missing key', 'NumericLessThan', '2', null, false],
  ['the same is enough', 'NumericLessThanEquals', '10', '10', true],
  ['more', 'NumericLessThanEquals', '10', '11', false],
  ['more', 'NumericGreaterThan', '10', '10.5', true],
  ['the same is not more', 'NumericGreaterThan', '10', '10', false],
  ['below zero', 'NumericGreaterThan', '-5', '-4', true],
  ['the same is enough', 'NumericGreaterThanEquals', '10', '10', true],
  ['less', 'NumericGreaterThanEquals', '10', '9.99', false],
  ['a missing key passes', 'NumericLessThanIfExists', '10', null, true],
  ['a key that is there is compared', 'NumericLessThanIfExists', '10', '11', false],
]);

const noon = '2026-11-23T12:00:00Z';

const dates = conditionCases(page, 'aws:CurrentTime', [
  ['the same time', 'DateEquals', noon, noon, true],
  ['the same time in another zone', 'DateEquals', '2026-11-23T13:00:00+01:00', noon, true],
  ['the same time as seconds since 1970', 'DateEquals', '1795435200', noon, true],
  ['a day is its first moment', 'DateEquals', '2026-11-23', '2026-11-23T00:00:00Z', true],
  ['a month is its first moment', 'DateEquals', '2026-11', '2026-11-01T00:00:00Z', true],
  ['another time', 'DateEquals', noon, '2026-11-23T12:00:01Z', false],
  ['a missing key', 'DateEquals', noon, null, false],
  ['another time', 'DateNotEquals', noon, '2026-11-23T12:00:01Z', true],
  ['the same time', 'DateNotEquals', noon, noon, false],
  ['a missing key', 'DateNotEquals', noon, null, true],
  ['before', 'DateLessThan', noon, '2026-11-23T11:59:59Z', true],
  ['the same is not before', 'DateLessThan', noon, noon, false],
  ['fractions of a second count', 'DateLessThan', noon, '2026-11-23T11:59:59.999Z', true],
  ['at', 'DateLessThanEquals', noon, noon, true],
  ['after', 'DateLessThanEquals', noon, '2026-11-23T12:00:00.001Z', false],
  ['after', 'DateGreaterThan', noon, '2027-01-01T00:00:00Z', true],
  ['the same is not after', 'DateGreaterThan', noon, noon, false],
  ['at', 'DateGreaterThanEquals', noon, noon, true],
  ['before', 'DateGreaterThanEquals', noon, '2026-11-22T23:00:00-12:00', false],
  ['seconds since 1970 in the request', 'DateLessThan', noon, '1795435199', true],
  ['before 1970', 'DateGreaterThan', '1969-12-31', '1970-01-01T00:00:00Z', true],
  ['the 29th of February', 'DateLessThan', '2028-03-01', '2028-02-29T23:59:59Z', true],
  ['text is no time', 'DateGreaterThan', noon, 'tomorrow', false],
  ['a missing key passes', 'DateLessThanIfExists', noon, null, true],
]);

export const numberAndDateCases = [...numbers, ...dates];
