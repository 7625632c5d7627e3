// Initials of hanzi without a dictionary: the browser's own collation sorts Chinese by pinyin, so a character belongs to
// the last letter whose first character it does not sort before. I, U and V begin no syllable.

const letters = 'ABCDEFGHJKLMNOPQRSTWXYZ';
const first_of_letter = '阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他穵夕丫帀';

// Characters with two readings that differ in their initial, as they occur in the names of matters.
const readings: Record<string, string> = {
    重: 'ZC', 长: 'CZ', 行: 'XH', 调: 'DT', 参: 'CS', 会: 'HK', 单: 'DS', 传: 'CZ', 车: 'CJ', 乐: 'LY', 藏: 'CZ', 校: 'XJ',
    解: 'JX', 降: 'JX', 系: 'XJ', 给: 'GJ', 卡: 'KQ', 区: 'QO', 率: 'LS', 属: 'SZ', 石: 'SD', 提: 'TD', 期: 'QJ', 厦: 'SX',
    曾: 'CZ', 种: 'ZC', 术: 'SZ', 盛: 'SC', 还: 'HX', 合: 'HG', 朝: 'CZ', 弹: 'DT', 宿: 'SX', 仇: 'CQ', 查: 'CZ', 畜: 'CX',
};

const collator = new Intl.Collator('zh-CN');
const known: Record<string, string> = {};

const sorted_letter = (character: string): string => {
    let letter = '';
    for (let i = 0; i < letters.length; ++i) {
        if (collator.compare(character, first_of_letter[i]!) < 0) break;
        letter = letters[i]!;
    }
    return letter;
};

// The letters a character may be typed as: one for most, its own for Latin letters and digits, none for punctuation.
export const initials_of = (character: string): string => {
    if (/^[A-Za-z0-9]$/.test(character)) return character.toUpperCase();
    if (!/^\p{Script=Han}$/u.test(character)) return '';
    return (known[character] ??= readings[character] ?? sorted_letter(character));
};

// 社会保障卡 → ['S', 'H', 'B', 'Z', 'KQ']
export const initials = (name: string): string[] => Array.from(name).map(initials_of).filter((letter) => letter !== '');
