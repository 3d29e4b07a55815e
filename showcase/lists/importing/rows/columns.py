"""Recognises columns by their headers, and what a list is about by its title."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from showcase.lists.screening.patterns import PERSON_LABELS


class Column(StrEnum):
    """A column that lists are known to have.

    Those of NOT_TAKEN are recognised only so that they are not mistaken for another. PERSONAL are contact persons and
    what identifies them: they are never stored. REMARK is taken as the reason where the row has an action.
    """

    SERIAL = "serial"
    NAME = "name"
    FORMER_NAME = "former_name"
    CREDIT_CODE = "credit_code"
    PROVINCE = "province"
    REGION = "region"
    COUNTY = "county"
    ADDRESS = "address"
    INDUSTRY = "industry"
    EVALUATOR = "evaluator"
    RECOMMENDER = "recommender"
    PRODUCT = "product"
    MODEL = "model"
    PROGRAMME = "programme"
    ACTION = "action"
    REASON = "reason"
    LEVEL = "level"
    YEAR = "year"
    BATCH = "batch"
    REMARK = "remark"
    SOURCE = "source"
    PERSONAL = "personal"


NOT_TAKEN = frozenset((Column.RECOMMENDER, Column.LEVEL, Column.YEAR, Column.BATCH, Column.SOURCE, Column.PERSONAL))
LONGEST_LABEL = 24
_KINDS = "绿色工厂|绿色工业园区|绿色园区|绿色供应链管理企业|零碳工厂"
_UNIT = f"(企业|工厂|园区|单位|公司|厂家|厂|申报主体|主体|示范单位|{_KINDS})"
_ANY = "[^0-9年届批]{0,10}"
_NAMED = "(全称|名称|名)"
_PLACE = "(所属|所在|企业所在|工厂所在|单位所在|注册|申报|归属|隶属|推荐)?"
_CODE = "(信用代码|信用编码|信用代码证号?|组织机构代码|机构代码|统一代码)"
_PERSON = f"(({PERSON_LABELS})(姓名)?|联系方式|电话|手机|邮箱|电子邮件|法人|传真|身份证号?)"
_THIRD = "(评价机构|评价单位|第三方|第三方机构|评审机构|核查机构|咨询机构|服务机构|评估机构|认证机构)"
# The first pattern that fits counts: narrow ones come before wide ones.
_LABELS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (Column.SERIAL, ("序号?|总序号?|编号|项次|行号|排序|#", r"no\.?|number|serial(no\.?|number)?")),
    (Column.CREDIT_CODE, (f".{{0,8}}{_CODE}.{{0,4}}", "(unified)?(social)?creditcode|uscc")),
    (Column.PERSONAL, (f".{{0,8}}{_PERSON}",)),
    (Column.SOURCE, ("来源|出处|链接|网址", "source(url)?|url")),
    (Column.MODEL, (".{0,6}(型号|规格|规格型号).{0,4}", "model")),
    (Column.PRODUCT, (".{0,8}产品(名称|类别|种类)?(及型号)?", "product(name)?")),
    (Column.EVALUATOR, (f".{{0,10}}{_THIRD}(名称)?|机构名称", "evaluator|thirdparty")),
    (
        Column.RECOMMENDER,
        (".{0,6}(推荐|初审|审核|归口|主管|报送|组织)(单位|部门|机构|地区|省份)(名称)?", "recommendedby"),
    ),
    (Column.REASON, (".{0,10}(原因|理由|事由|情形|缘由)", "reason")),
    (
        Column.ACTION,
        (".{0,4}(调整|变动|处理|变更|动态管理)(类型|类别|方式|情况|事项|结果|意见|内容)", "action"),
    ),
    (
        Column.FORMER_NAME,
        (
            f"(原|旧|曾用|变更前|更名前|调整前|更改前)(的)?{_UNIT}?{_NAMED}?",
            f"{_UNIT}?(原名称?|曾用名称?|旧名称?)|原公布名称",
            f"{_UNIT}?(更名|变更|调整)前({_UNIT}?名称)?",
            "former(name)?|oldname",
        ),
    ),
    (
        Column.NAME,
        (f"{_UNIT}?(更名|变更|调整)后({_UNIT}?名称)?", f"(现|新)(的)?{_UNIT}?{_NAMED}", "newname"),
    ),
    (
        Column.PROGRAMME,
        (
            "类别|类型|称号(名称|类别)?|名单(类别|类型)|荣誉(称号|类别)",
            "(项目|示范|申报|创建|评价|认定|绿色制造)(名称)?(类别|类型)",
            "category|programme|type",
        ),
    ),
    (Column.LEVEL, ("级别|层级|称号级别", "level")),
    (
        Column.INDUSTRY,
        (
            ".{0,6}(行业|所属领域|领域|产业)(类别|名称|分类|代码|大类|及代码|小类)?",
            "industry|sector",
        ),
    ),
    (Column.BATCH, (".{0,4}批次", "batch")),
    (Column.YEAR, (".{0,6}(年度|年份|入选时间|认定时间|获评时间|公布时间)", "year")),
    (Column.ADDRESS, (".{0,6}地址", "address")),
    (Column.COUNTY, (f"{_PLACE}(县|区县|县区|县市区|县级市|市县|县域|区|县市)(名称)?", "county|district")),
    (Column.PROVINCE, (f"{_PLACE}(省|省份|省市|省区市|省市区|省自治区直辖市)(名称)?", "province")),
    (
        Column.REGION,
        (
            f"{_PLACE}(行政)?(地区|区域|地市|地级市|设区市|设区的市|城市|市|属地|地|区划)(名称)?",
            "(所在|所属)地市?",
            "region|city|place|location",
        ),
    ),
    (Column.REMARK, ("备注|说明|附注|备考", "remarks?|notes?")),
    (
        Column.NAME,
        (
            f"{_ANY}({_UNIT}|项目)?(名称|全称)|{_UNIT}({_UNIT}|名单)?",
            f"(拟)?(入选|认定|创建|公示|推荐|申报|列入)?{_UNIT}",
            "name|(enterprise|company|factory)(name)?|unit",
        ),
    ),
)
_COMPILED = tuple((column, re.compile("|".join(patterns))) for column, patterns in _LABELS)
_BRACKETED = re.compile(r"[(\[〔【][^)\]〕】]*[)\]〕】]")
_NOISE = re.compile(r"[\s*:：、,，/／\-—_]+")

PROGRAMMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("zero-carbon-factory", r"零碳工厂"),
        ("green-factory", r"绿色工厂"),
        ("green-park", r"(绿色|低碳)(工业)?园区"),
        ("green-supply-chain", r"绿色供应链"),
        ("green-product", r"绿色(设计)?产品|生态设计产品"),
    )
)
# What a title says happens to its rows; the words of `EntryAction`.
_ACTIONS = tuple(
    (action, re.compile(pattern))
    for action, pattern in (
        ("rename", r"更名|变更名称|名称变更|改名"),
        ("remove", r"移除|移出|撤销|取消|退出|除名|剔除|移出名单"),
        ("reverify", r"复核|重新核|复评"),
        ("resume", r"恢复"),
        ("suspend", r"暂停|中止"),
        ("expire", r"到期|失效|期满"),
    )
)


@lru_cache(maxsize=8192)
def column_of(label: str) -> Column | None:
    """Return the column that a label names; None for what is no label, such as a name or a number."""
    plain = _plain(label)
    if not plain or len(plain) > LONGEST_LABEL:
        return None
    plain = re.sub(r"(zh|cn)$", "", plain)
    return next((column for column, pattern in _COMPILED if pattern.fullmatch(plain)), None)


def _plain(label: str) -> str:
    halved = unicodedata.normalize("NFKC", label).lower()
    return _NOISE.sub("", _BRACKETED.sub("", halved))


def programme_in(text: str) -> str:
    """Return the code of the one programme that a title or cell names; empty for none or several."""
    codes = [code for code, pattern in PROGRAMMES if pattern.search(text)]
    return codes[0] if len(codes) == 1 else ""


def action_in(text: str) -> str:
    """Return what a title or cell says happens to the units (`remove`, `rename` …); empty: they are only listed."""
    return next((action for action, pattern in _ACTIONS if pattern.search(text)), "")
