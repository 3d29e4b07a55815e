"""A case of an invented enterprise in the usual form, as a Word file: text, a table, two pictures, ten figures."""

import io

import docx
from docx.document import Document
from PIL import Image as Pillow

ENTERPRISE = "示例定型纺织有限公司"
HEADER = "内部资料 请勿外传"
TITLE = "印染定型机废气余热回收与中水回用改造案例"
SUMMARY = "企业回收定型机废气余热预热新风，并将处理后的废水回用于前处理工序，能耗和水耗明显下降。"
COMPANY = (
    f"{ENTERPRISE}主要从事化纤和棉混纺面料的染整加工，现有定型机十二台、染色机四十余台，拥有较完整的前处理、染色、定型和检验工序。"
    "企业设有能源管理岗位，并按月统计各工序的电、蒸汽和新鲜水用量。"
)
PROBLEM = (
    "定型机排出的废气温度较高，过去经喷淋后直接排放，其中的热量没有利用。前处理和水洗工序用水量大，处理后的废水水质稳定，"
    "但是除少量用于地面冲洗以外均排入园区污水管网。企业在能源审计中发现，定型工序占全厂热力消耗的四成以上。"
)
RESULTS = (
    "项目总投资560万元，年节电186万千瓦时，年节约标准煤1200吨，年减排二氧化碳3100吨[1]。中水回用以后年节水24万吨，"
    "年节约成本210万元，投资回收期2.7年。"
)
LESSON = (
    "先测量后设计。企业在改造以前对每台设备的排气温度、湿度和风量连续测量了三个月，避免了按照铭牌参数选型造成的浪费。"
    "改造期间安排在检修窗口分批施工，没有影响交货。操作人员参加了换热器清洗规程的编写，因此运行以后堵塞的情况很少。"
)
LIMITS = (
    "换热器需要定期清洗，清洗废水含有油剂，须单独处理。回用水的电导率会缓慢升高，所以需要定期补充新鲜水。"
    "上述数据为企业统计，未经第三方核证。"
)
SECTIONS = {
    "一、企业简介": COMPANY,
    "二、背景": PROBLEM,
    "三、主要做法": "改造分为两个部分，先在四台定型机上试验，运行半年以后推广到全部设备。",
    "四、成效": RESULTS,
    "五、经验": LESSON,
    "六、不足": LIMITS,
}
STEPS = (
    "在定型机排气口加装气气换热器，以废气预热进入烘箱的新风，排气温度由180℃降至95℃。",
    "在换热器之前设置可抽出的滤网和自动喷淋装置，减少油剂和纤维的附着，并且给每台设备设置旁路。",
    "对处理后的废水增加超滤和反渗透装置，产水回用于前处理和水洗工序，浓水单独处理。",
    "在能源管理平台上增加排气温度、风机电流和回用水电导率的监测点，异常时自动提示。",
)
TABLE = (
    ("指标", "单位", "改造前", "改造后"),
    ("单位产品水耗", "m³/t", "38", "21"),
    ("蒸汽用量", "t", "52000", "41000"),
    ("中水回用率", "%", "12", "55"),
)
SOURCES = ("[1] 示例报：《定型机余热利用见效》，2024年8月10日", "[2] 企业提供的能源统计资料")


def picture(colour: str) -> io.BytesIO:
    data = io.BytesIO()
    Pillow.new("RGB", (640, 480), colour).save(data, "PNG")
    return io.BytesIO(data.getvalue())


def word_file() -> bytes:
    """A case in the usual form: bold headings as typed, a numbered list, one table, two pictures."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    document.add_paragraph(TITLE).runs[0].bold = True
    document.add_paragraph(SUMMARY)
    for heading, text in SECTIONS.items():
        document.add_paragraph(heading).runs[0].bold = True
        document.add_paragraph(text)
        if heading == "三、主要做法":
            _practices(document)
        if heading == "四、成效":
            _results(document)
    document.add_paragraph("参考来源").runs[0].bold = True
    for line in SOURCES:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _practices(document: Document) -> None:
    for step in STEPS:
        document.add_paragraph(step, style="List Number")
    document.add_picture(picture("seagreen"))
    document.add_paragraph("图1 定型机排气口的换热器")
    document.add_picture(picture("steelblue"))
    document.add_paragraph("图2 中水回用装置")


def _results(document: Document) -> None:
    document.add_paragraph("表1 改造前后对比")
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for at, row in enumerate(TABLE):
        for column, text in enumerate(row):
            table.cell(at, column).text = text


def texts() -> list[str]:
    """Every text of the file that belongs on the page: without headings, sources and the page header."""
    return [TITLE, SUMMARY, *SECTIONS.values(), *STEPS, *(cell for row in TABLE for cell in row)]
