"""Terms for tests, by code: each is made once, with what stands above it. `tests.factories` passes them on."""

from typing import Any

from django.db import transaction

from showcase import models

NAMES = {
    "C": ("制造业", "Manufacturing"),
    "C17": ("纺织业", "Textiles manufacturing"),
    "C171": ("棉纺织及印染精加工", "Cotton spinning, weaving and finishing"),
    "C1713": ("棉印染精加工", "Dyeing and finishing of cotton"),
    "C26": ("化学原料和化学制品制造业", "Chemicals manufacturing"),
    "C31": ("黑色金属冶炼和压延加工业", "Iron and steel"),
    "C384": ("电池制造", "Batteries"),
    "G03": ("石化化工", "Petrochemicals and chemicals"),
    "G08": ("纺织", "Textiles"),
    "G11": ("电子", "Electronics"),
    "T02": ("余热余压余气利用", "Waste heat, pressure and gas recovery"),
    "T02.01": ("余热回收", "Waste heat recovery"),
    "T08": ("节水与水循环利用", "Water saving and reuse"),
    "T08.03": ("中水回用", "Reclaimed water reuse"),
    "350000": ("福建省", "Fujian"),
    "350500": ("泉州市", "Quanzhou"),
    "350582": ("晋江市", "Jinjiang"),
    "360000": ("江西省", "Jiangxi"),
    "P012": ("定型机", "Stenter"),
    "green-factory": ("绿色工厂", "Green factory"),
    "green-park": ("绿色工业园区", "Green industrial park"),
    "municipal": ("市级", "Municipal"),
    "provincial": ("省级", "Provincial"),
    "national": ("国家级", "National"),
}
ALIASES = {
    "T02.01": (["废热回收", "热回收", "余热利用"], ["WHR", "heat recovery"]),
    "P012": (["定形机", "拉幅定形机"], ["heat-setting machine"]),
    "C1713": (["印染"], ["cotton dyeing"]),
}
INDUSTRY_GROUPS = {"C17": "G08", "C26": "G03", "C31": "G01", "C38": "G05", "C384": "G11"}
LEVEL_OF_LENGTH = {1: "section", 3: "division", 4: "group", 5: "class"}
RANKS = {"municipal": 1, "provincial": 2, "national": 3}


def _term(model: type[Any], code: str, **fields: Any) -> Any:
    zh, en = NAMES.get(code, (f"词条{code}", f"Term {code}"))
    aliases_zh, aliases_en = ALIASES.get(code, ([], []))
    defaults = {"zh": zh, "en": en, "aliases_zh": aliases_zh, "aliases_en": aliases_en, **fields}
    return model.objects.get_or_create(code=code, defaults=defaults)[0]


@transaction.atomic  # here and below: what runs after a commit runs once, as after a form of the admin
def industry(code: str = "C1713") -> models.Industry:
    """An industry (`C1713`) with its GB/T 4754 ancestors and industry group, or a group (`G08`)."""
    if code.startswith("G"):
        return _term(models.Industry, code, level="industry_group")
    parent = industry(code[:-1] if len(code) != 3 else code[0]) if len(code) > 1 else None
    group = industry(INDUSTRY_GROUPS.get(code, "G13")) if len(code) == 3 or code in INDUSTRY_GROUPS else None
    return _term(models.Industry, code, level=LEVEL_OF_LENGTH[len(code)], parent=parent, industry_group=group)


@transaction.atomic
def technique(code: str = "T02.01") -> models.Technique:
    """A technique (`T02.01`) with its group, or a group (`T02`)."""
    return _term(models.Technique, code, parent=technique(code[:3]) if "." in code else None)


@transaction.atomic
def region(code: str = "350582") -> models.Region:
    """A county with its city and province, by six digits; Pingtan belongs to no city, as in the vocabulary."""
    kinds = {"0000": "province", "00": "prefecture"}
    is_below_province = code.endswith("00") or code == "350128"
    above = "" if code.endswith("0000") else f"{code[:2]}0000" if is_below_province else f"{code[:4]}00"
    kind = next((kind for ending, kind in kinds.items() if code.endswith(ending)), "county")
    return _term(models.Region, code, kind=kind, parent=region(above) if above else None)


def process(code: str = "P012") -> models.Process:
    return _term(models.Process, code, kind="equipment")


def goal(code: str = "2025-1") -> models.Goal:
    return _term(models.Goal, code, version=int(code[:4]))


def catalogue(code: str = "low-carbon-5") -> models.Catalogue:
    return _term(models.Catalogue, code)


def programme(code: str = "green-factory") -> models.Programme:
    return _term(models.Programme, code)


def level(code: str = "provincial") -> models.Level:
    return _term(models.Level, code, position=RANKS.get(code, 9))
