import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_hall_card } from '../../shared/api.ts';
import { index_of, search } from '../../shared/matter_search.ts';
import { initials } from '../../shared/pinyin.ts';
import { sample_hall } from '../sample_hall.mjs';

const index = index_of(decode_hall_card(sample_hall()).matters);
const found = (typed: string, english_first = false): string[] => search(typed, index, english_first).map((matter) => matter.name.zh);

test('initials are those of pinyin; a character with two readings has both', () => {
    assert.deepEqual(initials('社会保障卡'), ['S', 'HK', 'B', 'Z', 'KQ']);
    assert.deepEqual(initials('不动产 B 类（一）'), ['B', 'D', 'C', 'B', 'L', 'Y']);
});

test('initials of the beginning, of a part, and with gaps find the matter, the better fit first', () => {
    assert.equal(found('SHBZK')[0], '社会保障卡申领（即时制卡）');
    assert.ok(found('TX').includes('职工正常退休申请'));
    assert.ok(found('SBK').slice(0, 3).every((name) => name.startsWith('社会保障卡')), found('SBK').join());
});

test('hanzi, codes and English words find it as well', () => {
    assert.equal(found('居民身份证')[0], '居民身份证申领、换领、补领');
    assert.equal(found('sb-08')[0], '社会保障卡挂失、补换');
    assert.equal(found('passport', true)[0], '普通护照签发');
    assert.ok(found('socialse', true).length > 0);
});

test('nothing typed finds nothing, and what fits nothing finds nothing', () => {
    assert.deepEqual(found('  '), []);
    assert.deepEqual(found('ZZZZZZ'), []);
});
