import type { RegionTableName } from '../money/money-rules.ts';
import type { RegionTable } from '../money/regions.ts';

const towns = (district: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${district}${name}`);

/** 別表「地域区分」 of Fukuoka's procedure: 60 municipalities in four regions, all others in the fifth. Source: 要領 別表. */
const FUKUOKA: RegionTable = {
  prefecture: '福岡県',
  regions: [
    {
      no: 1,
      name: '福岡',
      municipalities: [
        ...towns('', '福岡市 宗像市 福津市 古賀市 春日市 太宰府市 大野城市 筑紫野市 朝倉市 糸島市 那珂川市'),
        ...towns('糟屋郡', '宇美町 篠栗町 志免町 須恵町 新宮町 久山町 粕屋町'),
        ...towns('朝倉郡', '筑前町 東峰村'),
      ],
    },
    {
      no: 2,
      name: '北九州',
      municipalities: [
        ...towns('', '北九州市 中間市 行橋市 豊前市'),
        ...towns('遠賀郡', '芦屋町 水巻町 岡垣町 遠賀町'),
        ...towns('京都郡', '苅田町 みやこ町'),
        ...towns('築上郡', '吉富町 上毛町 築上町'),
      ],
    },
    {
      no: 3,
      name: '筑豊',
      municipalities: [
        ...towns('', '直方市 宮若市 飯塚市 田川市 嘉麻市'),
        ...towns('嘉穂郡', '桂川町'),
        ...towns('田川郡', '香春町 添田町 糸田町 川崎町 大任町 赤村 福智町'),
        ...towns('鞍手郡', '小竹町 鞍手町'),
      ],
    },
    {
      no: 4,
      name: '筑後',
      municipalities: [
        ...towns('', '久留米市 小郡市 うきは市 大川市 筑後市 八女市 柳川市 みやま市 大牟田市'),
        ...towns('三井郡', '大刀洗町'),
        ...towns('三潴郡', '大木町'),
        ...towns('八女郡', '広川町'),
      ],
    },
  ],
  outside: { no: 5, name: '県外' },
  alsoWritten: {
    // The procedure prints a town that does not exist.
    柳川町: '柳川市',
    粕屋郡: '糟屋郡',
    // Wards whose names no other city of Japan has.
    ...Object.fromEntries(['博多区', '城南区', '早良区'].map((ward) => [ward, `福岡市${ward}`])),
    ...Object.fromEntries(
      ['門司区', '若松区', '戸畑区', '小倉北区', '小倉南区', '八幡東区', '八幡西区'].map((ward) => [
        ward,
        `北九州市${ward}`,
      ]),
    ),
  },
  source: '要領別表「地域区分」（令和5年5月19日適用）',
};

/** Tables of regions by the name that rule sets give. */
export const REGION_TABLES: Readonly<Record<RegionTableName, RegionTable>> = { 'fukuoka-r5': FUKUOKA };
