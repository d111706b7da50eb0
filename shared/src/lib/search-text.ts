/**
 * A text as it is searched, not as it is shown: width, case, spaces, hiragana or katakana do not matter, nor whether a name is written
 * with the common character or an older or another form of it. Nobody remembers with which 髙 a company is registered, and a form
 * has 關 where people type 関. Never for deciding whether two names are one: 斉藤 and 斎藤 are two people.
 */
export const foldForSearch = (text: string): string =>
  Array.from(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\s/g, '')
      .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + KATAKANA_BEHIND)),
    (character) => COMMON.get(character) ?? character,
  ).join('');

const KATAKANA_BEHIND = 0x60;

/** The common character, then its older and other forms, as they stand in names and in official papers. */
const FORMS = `
  関關 高髙 崎﨑嵜 辺邊邉 斎齋斉齊 沢澤 浜濱濵 広廣 国國 桜櫻 真眞 渕淵 島嶋嶌 峰峯 富冨 吉𠮷 桑桒 竜龍 滝瀧 薮藪
  恵惠 栄榮 寿壽 徳德 応應 条條 岳嶽 万萬 礼禮 学學 会會 県縣 区區 豊豐 亀龜 弥彌 与與 仏佛 旧舊 円圓 静靜 清淸
  青靑 緒緖 荘莊 蔵藏 増增 曽曾 総總 寛寬 来來 亜亞 晋晉 鉄鐵 鴎鷗 塩鹽 駅驛 戸戶 黒黑 瀬瀨 頼賴 渉涉 歩步 毎每
  内內 呉吳 産產 彦彥 教敎 経經 済濟 営營 顕顯 従從 断斷 数數 楽樂 権權 浅淺 渋澁澀 灯燈 焼燒 画畫 発發 糸絲 声聲
  台臺 号號 団團 図圖 売賣 変變 実實 対對 専專 尽盡 属屬 帯帶 庁廳 弁辨辯 当當 戦戰 担擔 拠據 挙擧 摂攝 昼晝 暁曉
  枢樞 検檢 様樣 横橫 欧歐 歓歡 気氣 沖冲 温溫 湾灣 満滿 点點 炉爐 独獨 猟獵 稲稻 穂穗 窓窗 続續 継繼 緑綠 縄繩
  芸藝 茎莖 薫薰 虫蟲 衛衞 覚覺 覧覽 訳譯 証證 誉譽 読讀 転轉 軽輕 逓遞 遅遲 郷鄕 酔醉 醸釀 鉱鑛 銭錢 闘鬪 陥陷
  険險 隠隱 霊靈 頚頸 顔顏 餅餠 駆驅 鶏鷄 麦麥 黄黃`;

const COMMON: ReadonlyMap<string, string> = new Map(
  FORMS.trim()
    .split(/\s+/)
    .flatMap((forms) => {
      const [common = '', ...others] = Array.from(forms);
      return others.map((other) => [other, common] as const);
    }),
);
