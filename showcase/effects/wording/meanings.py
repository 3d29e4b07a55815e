"""Words of a source → quantity and direction: 年节电约186万kWh is electricity saved, 节水率达35% is water saved.

The rules are tried in order; the first whose words and kind of unit both fit counts. Where none fits, the figure is not
an effect: 利率4.45% and 占地3万平方米 are read by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from showcase.choices import Evidence
from showcase.effects.choices import Direction, Quantity
from showcase.effects.units import known_units, unit_of

_ENERGY = frozenset({"energy", "electricity", "coal_equivalent"})
_POWER = frozenset({"electricity"})
_SHARE = frozenset({"share"})
_MONEY = frozenset({"money"})
_WATER = frozenset({"mass", "volume"})
_CARBON = frozenset({"carbon_dioxide", "carbon_dioxide_equivalent"})
_FUEL = frozenset({"mass", "volume", "normal_volume", "energy"})
_INTENSITY = frozenset({"intensity"})

_LESS = r"(?:节(?=[约省电水能煤气油材汽])|减|降|削减|少用|\b(?:sav|reduc|cut|less|avoid|lower|decreas|fewer))"
_WATER_WORDS = r"(?:节水|水耗|用水|取水|新鲜水|新水|自来水|耗水|水资源|water)"
_CARBON_WORDS = r"(?:二氧化碳|CO2|CO₂|碳排|减碳|降碳|碳减排|温室气体|carbon dioxide|greenhouse gas|carbon emission)"
_POLLUTANTS = (
    r"(?:二氧化硫|SO2|SO₂|氮氧|NOx|VOC|挥发性有机物|粉尘|烟尘|烟粉尘|颗粒物|COD|化学需氧量|氨氮|总磷|总氮"
    r"|废水排放|废水产生|废气|有机溶剂排放|污染物|pollutant|dust|sulphur dioxide|nitrogen oxide)"
)
_WASTE = r"(?:固废|废渣|灰渣|炉渣|钢渣|粉煤灰|废旧|废料|废弃物|污泥|粪便|废丙烯腈|废石|尾矿|边角料)"
_COAL = r"(?:标准煤|标准燃煤|标煤|standard coal|coal equivalent)"


@dataclass(frozen=True)
class Meaning:
    """What a figure measures and what happened to it; None where the words do not say."""

    quantity: Quantity | None
    direction: Direction | None


@dataclass(frozen=True)
class _Rule:
    words: re.Pattern[str]
    kinds: frozenset[str]
    meaning: Meaning


def _rule(words: str, kinds: frozenset[str], quantity: Quantity | None, direction: Direction | None) -> _Rule:
    return _Rule(re.compile(words, re.IGNORECASE), kinds, Meaning(quantity, direction))


def _both(one: str, other: str) -> str:
    """Return the pattern of two words in either order."""
    return f"{one}.*{other}|{other}.*{one}"


_COST_WORDS = r"(?:费|成本|费用|cost|bill)"
_POWER_WORDS = r"(?:用电|电量|电能|电力|电耗|耗电|electric)"
_WATER_PER_PRODUCT = r"(?:单位产品|每?吨\w{1,6})\w{0,4}(?:用水|水耗|耗水|取水)|耗水密度"
_HEAT = r"(?:余热|蒸汽|显热|热量|废热)"
_MATERIAL = r"(?:材料|原料|物料|material)"
_ENERGY_WORDS = r"(?:能耗|能源|能量|燃料|天然气|energy|fuel)"
_FUEL_WORDS = r"(?:煤耗|原煤|天然气|蒸汽|燃料|柴油)"
_PER_PRODUCT = r"(?:能耗|电耗|煤耗|单耗)"
_TREATED = r"(?:利用|回收|处理|消纳|处置)"
_REUSED = r"(?:重复利用|回用|循环利用|复用)"
_RATES = r"(?:效|利用|合格|达标|普及|覆盖|脱除|去除|脱硫|替代)率"

_RULES = (
    _rule(r"回收期|回本期|payback", frozenset({"duration"}), Quantity.PAYBACK, Direction.LEVEL),
    _rule(rf"效益|{_both(_LESS, _COST_WORDS)}", _MONEY, Quantity.COST_SAVED, Direction.SAVED),
    _rule(_both(_LESS, r"(?:成本|费用|cost)"), _SHARE, Quantity.COST_SAVED, Direction.REDUCED),
    _rule(
        r"(?<!节约)(?<!节省)(?:投资|斥资|耗资|投入|invest)(?!收益|回报|者)",
        _MONEY,
        Quantity.INVESTMENT,
        Direction.INVESTED,
    ),
    _rule(_LESS, _MONEY, Quantity.COST_SAVED, Direction.SAVED),
    _rule(rf"节电|{_both(_LESS, _POWER_WORDS)}", _POWER | _SHARE, Quantity.ELECTRICITY_SAVED, Direction.SAVED),
    _rule(r"发电|供电|上网电量|自发自用|generat", _POWER, Quantity.ELECTRICITY_GENERATED, Direction.GENERATED),
    _rule(_both("捕集", _CARBON_WORDS), _CARBON | _INTENSITY, Quantity.OTHER, Direction.RECOVERED),
    _rule(
        rf"{_both(_LESS, _CARBON_WORDS)}|减排|减碳|降碳",
        _CARBON | _SHARE | _INTENSITY,
        Quantity.CO2_AVOIDED,
        Direction.REDUCED,
    ),
    _rule(_LESS, frozenset({"coal_equivalent"}), Quantity.ENERGY_SAVED, Direction.SAVED),
    _rule(rf"(?:{_WATER_PER_PRODUCT}).*{_LESS}", _SHARE, Quantity.WATER_INTENSITY, Direction.REDUCED),
    _rule(_both(_LESS, _WATER_WORDS), _INTENSITY, Quantity.WATER_INTENSITY, Direction.REDUCED),
    _rule(r"水耗|用水|取水|新鲜水|新水|耗水", _INTENSITY, Quantity.WATER_INTENSITY, Direction.LEVEL),
    _rule(rf"水{_REUSED}|回用.*水|为再生水", _WATER | _SHARE, Quantity.WATER_REUSED, Direction.REUSED),
    _rule(rf"节水|{_both(_LESS, _WATER_WORDS)}", _WATER | _SHARE, Quantity.WATER_SAVED, Direction.SAVED),
    _rule(_both(_LESS, _POLLUTANTS), _FUEL | _SHARE, Quantity.POLLUTANT_REDUCED, Direction.REDUCED),
    _rule(
        rf"{_HEAT}.*(?:回收|产生)|回收.*{_HEAT}",
        _ENERGY | _SHARE | frozenset({"mass"}),
        Quantity.HEAT_RECOVERED,
        Direction.RECOVERED,
    ),
    _rule(_both(_TREATED, _WASTE), _WATER | _SHARE, Quantity.WASTE_USED, Direction.RECOVERED),
    _rule(_both(_LESS, _MATERIAL), _WATER | _SHARE, Quantity.MATERIAL_SAVED, Direction.SAVED),
    _rule(rf"节能|{_both(_LESS, _ENERGY_WORDS)}", _ENERGY | _SHARE, Quantity.ENERGY_SAVED, Direction.SAVED),
    _rule(rf"{_LESS}.*#", _POWER, Quantity.ELECTRICITY_SAVED, Direction.SAVED),
    _rule(_both(_LESS, _FUEL_WORDS), _FUEL, Quantity.OTHER, Direction.SAVED),
    _rule(_both(_LESS, _PER_PRODUCT), _INTENSITY, Quantity.ENERGY_INTENSITY, Direction.REDUCED),
    _rule(_PER_PRODUCT, _INTENSITY, Quantity.ENERGY_INTENSITY, Direction.LEVEL),
    _rule(r"(?:供热|供暖|采暖)面积", frozenset({"area"}), Quantity.CAPACITY, Direction.LEVEL),
    _rule(r"装机", frozenset({"power", "peak_power"}), Quantity.CAPACITY, Direction.LEVEL),
    _rule(r"回收率|recovery", _SHARE, Quantity.SHARE, Direction.RECOVERED),
    _rule(r"(?:^|[约近])#.*回用", _SHARE, Quantity.SHARE, Direction.REUSED),
    _rule(r"(?:^|[约近])#用于", _SHARE, Quantity.SHARE, Direction.LEVEL),
    _rule(r"#回收利用", _SHARE, Quantity.WASTE_USED, Direction.RECOVERED),
    _rule(_both(_LESS, _WASTE), _WATER | _SHARE, Quantity.OTHER, Direction.REDUCED),
    _rule(rf"{_LESS}.*#", _SHARE, Quantity.OTHER, Direction.REDUCED),
    _rule(r"(?:提高|提升|增加|增长).*#", _SHARE, Quantity.OTHER, Direction.INCREASED),
    _rule(rf"(?:比例|占比|{_RATES})[^#]*#", _SHARE, Quantity.SHARE, Direction.LEVEL),
    _rule(r"^(?:再生|回收|捕集)", frozenset({"mass"}), None, Direction.RECOVERED),
)
_REACHED = re.compile(r"(?:提高|提升|升|增加|增|降低|下降|减少|降)(?:到|至)了?[^#]*#")
_NOUN_ALONE = re.compile(rf"{_POLLUTANTS}[^0-9]{{0,6}}#")

_EXPECTED = (
    "预计|预期|预测|可研|有望|拟|计划|设计(?:值|能力|产能|年|工况|节)|按设计|建成后|投产后",
    "将(?:会|可|再|能)?(?:降|减|节|实现|新增|达)|expected|design value|will ",
)
_EVIDENCE_WORDS: Mapping[Evidence, re.Pattern[str]] = {
    Evidence.VERIFIED: re.compile(
        r"第三方[^，。；\n]{0,6}(?:核查|核证|核验|审核|检测|认证|评估)|经核查|verified", re.IGNORECASE
    ),
    Evidence.METERED: re.compile(r"实测|计量|在线监测|电表|仪表|metered|measured", re.IGNORECASE),
    Evidence.DESIGN_OR_EXPECTED: re.compile("|".join(_EXPECTED), re.IGNORECASE),
    Evidence.ESTIMATED: re.compile(r"估算|估计|测算|estimated", re.IGNORECASE),
}
_ENERGY_SAVED = Meaning(Quantity.ENERGY_SAVED, Direction.SAVED)
_ENERGY_PER = ("kgce/", "tce/", "gce/", "kWh/")
_LEVELS = (Quantity.SHARE, Quantity.WATER_INTENSITY, Quantity.ENERGY_INTENSITY, Quantity.OTHER)
_FOLLOWING, _FOLLOWING_CHINESE = 30, 12
_MEASURED = re.compile(r"(?:量|浓度|温度|耗|周期|时间|成本|费用?)\s*$")
_SAVING = re.compile(r"节|sav", re.IGNORECASE)


def meaning_of(before: str, after: str, symbol: str, *, changed: bool = False) -> Meaning | None:
    """Return what a figure measures, by the words before and after it; None where no rule fits.

    `symbol`: of its unit (units.csv); `changed`: it is what another value was changed to. A value that is reached
    (提高到97%, 由38降至31) is a level, whatever the verb.
    """
    words = f"{before}#{after[: _FOLLOWING if after.isascii() else _FOLLOWING_CHINESE]}"
    words += "二氧化碳" if "CO2" in symbol else ""
    kind = unit_of(symbol.removesuffix("/d")).kind
    rule = next((rule for rule in _RULES if kind in rule.kinds and rule.words.search(words)), None)
    if rule is None:
        return Meaning(Quantity.OTHER, Direction.LEVEL) if changed and _MEASURED.search(before) else None
    if rule.meaning.quantity is Quantity.ENERGY_INTENSITY and not symbol.startswith(_ENERGY_PER):
        return Meaning(Quantity.OTHER, Direction.LEVEL if changed else rule.meaning.direction)
    reached = _REACHED.search(words) and rule.meaning.direction not in (Direction.REUSED, Direction.RECOVERED)
    if changed or reached:
        return Meaning(_level(rule.meaning.quantity, words), Direction.LEVEL)
    if rule.meaning == _ENERGY_SAVED and not _SAVING.search(words):
        return Meaning(Quantity.ENERGY_SAVED, Direction.REDUCED)
    return rule.meaning


def _level(quantity: Quantity | None, words: str) -> Quantity | None:
    """A saving that "is reached" is a level of use or emission: which quantity, the words do not say."""
    if "率" in words:
        return Quantity.SHARE if quantity is Quantity.OTHER else quantity
    return quantity if quantity in _LEVELS else None


def saving_verb(words: str) -> str:
    """Return the verb of saving or reducing among the words, empty for none."""
    match = re.search(_LESS, words, re.IGNORECASE)
    return words[match.start() : match.end() + 1] if match else ""


def is_pollutant_alone(before: str) -> bool:
    """Say whether the words before a figure are the name of a pollutant and nothing else: 二氧化硫30%."""
    return _NOUN_ALONE.fullmatch(f"{before}#") is not None


def evidence_of(words: str) -> Evidence | None:
    """Return what the words say a figure is based on, None where they say nothing."""
    return next((evidence for evidence, pattern in _EVIDENCE_WORDS.items() if pattern.search(words)), None)


def substance(symbol: str, before: str, after: str) -> str | None:
    """Return the unit with the substance that the words add: 标准煤1.2万吨 is in tce, 减碳80万吨 in tCO2.

    None where tonnes of something are meant that has no unit of its own (温室气体5000吨: of CO2, or of all gases).
    """
    if symbol not in ("t", "kg", "t/d", "t/t", "kg/t"):
        return symbol
    words = f"{before}#{after[:6]}"
    mass, slash, product = symbol.partition("/")
    found: str | None = mass
    if re.search(_COAL, words, re.IGNORECASE):
        found = f"{mass}ce"
    elif re.search(rf"{_CARBON_WORDS}|减碳|降碳|碳排放", words, re.IGNORECASE):
        gases = "温室气体" in words or "greenhouse" in words.lower()
        found = None if gases else f"{mass}CO2e" if "当量" in words else f"{mass}CO2"
    whole = f"{found}{slash}{product}"
    return whole if found and whole in known_units() else None
