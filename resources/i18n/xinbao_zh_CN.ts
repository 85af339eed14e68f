<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Ask</name>
    <message>
        <source>There is a file {name}. Replace it?</source>
        <translation>已有文件 {name}，要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Backups of this client</source>
        <translation>此客户的备份</translation>
    </message>
    <message>
        <source>Restore the chosen one…</source>
        <translation>恢复所选备份…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore another backup…</source>
        <translation>恢复其他备份…</translation>
    </message>
    <message>
        <source>Check the file now</source>
        <translation>立即检查文件</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Made by itself before the first change of a sitting, reopened and verified. Restoring makes a new file; this one stays as it is.</source>
        <translation>每次使用中首次修改之前自动备份，并重新打开核对。恢复时另建新文件，当前文件保持不变。</translation>
    </message>
    <message>
        <source>The last automatic backup failed: {why}</source>
        <translation>上次自动备份失败：{why}</translation>
    </message>
    <message>
        <source>There is no verified backup of this client yet.</source>
        <translation>此客户还没有核对过的备份。</translation>
    </message>
    <message>
        <source>The newest backup is {days} days old.</source>
        <translation>最近的备份是 {days} 天前的。</translation>
    </message>
    <message>
        <source>Backups made before the password was set can be read without it. They lie in {folder}.</source>
        <translation>设密码之前的备份不用密码即可读取，位于 {folder}。</translation>
    </message>
    <message>
        <source>Backup to restore</source>
        <translation>要恢复的备份</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>Last verified</source>
        <translation>上次核对</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录数</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>BackupWork</name>
    <message>
        <source>The backup is made and verified.</source>
        <translation>备份已完成并核对无误。</translation>
    </message>
    <message>
        <source>Copying and verifying…</source>
        <translation>正在备份并核对…</translation>
    </message>
    <message>
        <source>Every record and every paper is as it was saved.</source>
        <translation>全部记录和单证与保存时一致。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Restore into a new file</source>
        <translation>恢复为新文件</translation>
    </message>
    <message>
        <source>Client file</source>
        <translation>客户文件</translation>
    </message>
    <message>
        <source>Restored and verified: {path}</source>
        <translation>已恢复并核对：{path}</translation>
    </message>
    <message>
        <source>Password of that backup</source>
        <translation>该备份的密码</translation>
    </message>
    <message>
        <source>Restoring and verifying…</source>
        <translation>正在恢复并核对…</translation>
    </message>
</context>
<context>
    <name>BlankLinkEditor</name>
    <message>
        <source>Filled with</source>
        <translation>填入内容</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>Date as</source>
        <translation>日期格式</translation>
    </message>
    <message>
        <source>Amount as</source>
        <translation>金额格式</translation>
    </message>
    <message>
        <source>Chinese capitals</source>
        <translation>中文大写</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>中英文</translation>
    </message>
    <message>
        <source>What the case answers</source>
        <translation>本案的答案</translation>
    </message>
    <message>
        <source>(left empty)</source>
        <translation>（留空）</translation>
    </message>
    <message>
        <source>Ticked {state} for</source>
        <translation>勾选 {state} 表示</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>The company&apos;s seal goes here; nothing is filled in.</source>
        <translation>此处盖公司印章，不填内容。</translation>
    </message>
    <message>
        <source>The packet prints the pages once it is laid out.</source>
        <translation>成卷后由案卷填入页码。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>In this case: {words}</source>
        <translation>本案：{words}</translation>
    </message>
</context>
<context>
    <name>BlankMappingPanel</name>
    <message>
        <source>Page of the form</source>
        <translation>表单页面</translation>
    </message>
    <message>
        <source>Fields of the form</source>
        <translation>表单的域</translation>
    </message>
    <message>
        <source>Example from case</source>
        <translation>以案件为例</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>域</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>填入内容</translation>
    </message>
    <message>
        <source>In this case</source>
        <translation>本案</translation>
    </message>
    <message>
        <source>(the company&apos;s seal)</source>
        <translation>（公司印章）</translation>
    </message>
    <message>
        <source> · row {n}</source>
        <translation> · 第 {n} 行</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>单行文字</translation>
    </message>
    <message>
        <source>Several lines</source>
        <translation>多行文字</translation>
    </message>
    <message>
        <source>A box to tick</source>
        <translation>勾选框</translation>
    </message>
    <message>
        <source>The company&apos;s seal</source>
        <translation>公司印章</translation>
    </message>
    <message>
        <source>What goes there?</source>
        <translation>这里填什么？</translation>
    </message>
    <message>
        <source>Its name, as the form prints it</source>
        <translation>名称（照表单上的印字）</translation>
    </message>
</context>
<context>
    <name>BlankPlaceEditor</name>
    <message>
        <source>The place</source>
        <translation>填写处</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>距左边</translation>
    </message>
    <message>
        <source>From the top</source>
        <translation>距上边</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>格数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不分格</translation>
    </message>
    <message>
        <source>How many boxes of one letter each the form prints here.</source>
        <translation>表上此处印有几个一字一格的小格。</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字号</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>as large as fits</source>
        <translation>按位置自动</translation>
    </message>
    <message>
        <source>On the page: drag the place or its handles; arrow keys move it, with Shift they resize it, with Ctrl in larger steps; Delete removes it.</source>
        <translation>在页面上：拖动填写处或其四周的小方块；方向键移动，按住 Shift 改大小，按住 Ctrl 步子更大；Delete 移除。</translation>
    </message>
    <message>
        <source>Remove the place</source>
        <translation>移除填写处</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
</context>
<context>
    <name>BlanksPage</name>
    <message>
        <source>Add a form…</source>
        <translation>添加表单…</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>自动建议</translation>
    </message>
    <message>
        <source>Fill in what names and printed words suggest.</source>
        <translation>按域名和印字建议填入内容。</translation>
    </message>
    <message>
        <source>Confirmed: print it in packets</source>
        <translation>已确认，案卷中使用</translation>
    </message>
    <message>
        <source>Where it stands in a packet</source>
        <translation>在案卷中的位置</translation>
    </message>
    <message>
        <source>In place of the program&apos;s form</source>
        <translation>代替程序自己的表</translation>
    </message>
    <message>
        <source>After the program&apos;s form</source>
        <translation>附在程序自己的表之后</translation>
    </message>
    <message>
        <source>The form itself as a picture</source>
        <translation>表本身印成图片</translation>
    </message>
    <message>
        <source>For forms whose fonts are not embedded: they then look alike everywhere; what is filled in stays words.</source>
        <translation>用于字体没有嵌入的表：印成图片后在哪里都一样；所填内容仍是文字。</translation>
    </message>
    <message>
        <source>The insurer&apos;s form</source>
        <translation>保险人的表单</translation>
    </message>
    <message>
        <source>Which form is it?</source>
        <translation>这是哪一份表？</translation>
    </message>
    <message>
        <source>Any insurer</source>
        <translation>不限保险人</translation>
    </message>
    <message>
        <source>Whose is it?</source>
        <translation>是哪家保险人的？</translation>
    </message>
    <message>
        <source>Reading the form…</source>
        <translation>正在读取表单…</translation>
    </message>
    <message>
        <source>Replace what is filled in now?</source>
        <translation>要替换现有的填写方法吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {name} and how it is filled? Packets then print the program&apos;s own form.</source>
        <translation>要移除 {name} 及其填写方法吗？之后案卷打印程序自己的表。</translation>
    </message>
    <message>
        <source>No insurer&apos;s form yet</source>
        <translation>还没有保险人的表单</translation>
    </message>
    <message>
        <source>Where an insurer wants its own PDF form, add the blank here and say which answer goes into which field. Packets then print it filled in.</source>
        <translation>保险人要求用其自己的 PDF 表单时，在这里添加空白表，并指定每个域填什么；案卷会打印填好的表。</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Nobody has confirmed it yet, so packets do not print it.</source>
        <translation>还没有人确认，案卷暂不使用。</translation>
    </message>
    <message>
        <source>No field takes: {named}. A packet keeps the program&apos;s own form after it.</source>
        <translation>没有域可填：{named}。案卷会在其后保留程序自己的表。</translation>
    </message>
    <message>
        <source>Every answer that the form requires has its field.</source>
        <translation>必填的内容都有对应的域。</translation>
    </message>
</context>
<context>
    <name>BuiltWords</name>
    <message>
        <source>… and {count} more warnings</source>
        <translation>……另有 {count} 项提醒</translation>
    </message>
    <message>
        <source>Built: {count} volumes, {pages} pages in all · {folder}</source>
        <translation>已生成：{count} 册，共 {pages} 页 · {folder}</translation>
    </message>
    <message>
        <source>… and {count} more; beside each lies its SHA-256</source>
        <translation>……另有 {count} 册；每册旁边都有其 SHA-256 文件</translation>
    </message>
    <message>
        <source>Built: {path} · {pages} pages · SHA-256 {digest}</source>
        <translation>已生成：{path} · {pages} 页 · SHA-256 {digest}</translation>
    </message>
    <message>
        <source>{name} · {pages} pages · SHA-256 {digest}</source>
        <translation>{name} · {pages} 页 · SHA-256 {digest}</translation>
    </message>
</context>
<context>
    <name>CaseParts</name>
    <message>
        <source>Parts of the case</source>
        <translation>案件各部分</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>索赔条件</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失核算</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>Packet</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>Enter every unpaid invoice of this buyer, not only those claimed.</source>
        <translation>录入该买方全部未收汇发票，不限于本次索赔的发票。</translation>
    </message>
    <message>
        <source>Enter each demand, answer and call: they make the case report.</source>
        <translation>录入每次催款、答复和通话，案情报告由此生成。</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Deleted: {what}</source>
        <translation>已删除：{what}</translation>
    </message>
    <message>
        <source>Which case</source>
        <translation>选择案件</translation>
    </message>
    <message>
        <source>Delete this case</source>
        <translation>删除此案件</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>No case yet</source>
        <translation>还没有案件</translation>
    </message>
    <message>
        <source>When a buyer is late, refuses or fails, begin a case with New case.</source>
        <translation>买方拖欠、拒收或破产时，用“新建案件”开始。</translation>
    </message>
</context>
<context>
    <name>ChecklistTab</name>
    <message>
        <source>Drop files or a folder onto the list, or onto the slot they belong to.</source>
        <translation>把文件或文件夹拖到清单上，或直接拖到所属的单证项上。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Waive…</source>
        <translation>免交…</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Papers of the case</source>
        <translation>案件单证</translation>
    </message>
    <message>
        <source>Reading papers…</source>
        <translation>正在读取单证…</translation>
    </message>
    <message>
        <source>Waive {slot}</source>
        <translation>免交 {slot}</translation>
    </message>
    <message>
        <source>Why is this paper not there? The reason is printed in the packet.</source>
        <translation>为什么不提供此单证？理由会印在案卷中。</translation>
    </message>
    <message>
        <source>Waived: {slot}</source>
        <translation>已免交：{slot}</translation>
    </message>
    <message>
        <source>Asked for again: {slot}</source>
        <translation>恢复为须提供：{slot}</translation>
    </message>
    <message>
        <source>{done} of {all} required</source>
        <translation>必须 {all} 份，已备 {done} 份</translation>
    </message>
    <message>
        <source>Filed: {count}</source>
        <translation>已归档 {count} 份</translation>
    </message>
</context>
<context>
    <name>CodesEditor</name>
    <message>
        <source>Type, or pick from the list (F4)</source>
        <translation>输入，或从列表选择 (F4)</translation>
    </message>
    <message>
        <source>Pick from the list (F4)</source>
        <translation>从列表选择 (F4)</translation>
    </message>
</context>
<context>
    <name>CompanyPage</name>
    <message>
        <source>These facts decide which measures you can use and stand on every form.</source>
        <translation>这些资料决定您可享受哪些措施，并印在各种表格上。</translation>
    </message>
</context>
<context>
    <name>CustodyPage</name>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take the password away</source>
        <translation>取消密码</translation>
    </message>
    <message>
        <source>Anybody who gets the file can then read it.</source>
        <translation>此后任何拿到文件的人都能读取。</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>取消密码</translation>
    </message>
    <message>
        <source>The file is encrypted now.</source>
        <translation>文件已加密。</translation>
    </message>
    <message>
        <source>The file has no password any more.</source>
        <translation>文件不再有密码。</translation>
    </message>
    <message>
        <source>Writing the file anew…</source>
        <translation>正在重写文件…</translation>
    </message>
    <message>
        <source>recovery</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>恢复密钥单</translation>
    </message>
    <message>
        <source>Print this sheet, then delete the file: {path}</source>
        <translation>请打印此单，然后删除文件：{path}</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Client file</source>
        <translation>客户文件</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>handover</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Without a password</source>
        <translation>不设密码</translation>
    </message>
    <message>
        <source>With a password of its own</source>
        <translation>另设密码</translation>
    </message>
    <message>
        <source>The new file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>Writing and verifying…</source>
        <translation>正在写入并核对…</translation>
    </message>
    <message>
        <source>Written and verified: {path}</source>
        <translation>已写入并核对：{path}</translation>
    </message>
    <message>
        <source>Brought back: {what}</source>
        <translation>已恢复：{what}</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>For support</source>
        <translation>技术支持</translation>
    </message>
    <message>
        <source>The bundle holds versions and the program&apos;s log, no client data.</source>
        <translation>诊断包只含版本信息和程序日志，不含客户资料。</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>诊断信息…</translation>
    </message>
    <message>
        <source>Password of the new file</source>
        <translation>新文件的密码</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>The two passwords differ; nothing was written.</source>
        <translation>两次输入的密码不一致，未写入。</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>year-month-day</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Pick a day (F4)</source>
        <translation>选择日期 (F4)</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
</context>
<context>
    <name>DeadlinesPage</name>
    <message>
        <source>Calendar file…</source>
        <translation>日历文件…</translation>
    </message>
    <message>
        <source>Which deadlines</source>
        <translation>显示哪些期限</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Not due yet</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不能确定</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Return or a double click goes to the record.</source>
        <translation>按回车或双击可转到该记录。</translation>
    </message>
    <message>
        <source>No deadlines yet</source>
        <translation>还没有期限</translation>
    </message>
    <message>
        <source>They follow from policies, shipments and cases as soon as these are entered.</source>
        <translation>录入保单、出运和案件后，期限会自动算出。</translation>
    </message>
    <message>
        <source>Calendar file</source>
        <translation>日历文件</translation>
    </message>
    <message>
        <source>The calendar file is written: {path}</source>
        <translation>日历文件已写入：{path}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Last workday</source>
        <translation>最后工作日</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>{overdue} overdue · {due} due</source>
        <translation>已逾期 {overdue} · 未到期 {due}</translation>
    </message>
</context>
<context>
    <name>DeletedCard</name>
    <message>
        <source>Deleted records</source>
        <translation>已删除的记录</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>没有删除过记录。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>删除人</translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message>
        <source>Spreadsheet to import</source>
        <translation>要导入的表格</translation>
    </message>
    <message>
        <source>Spreadsheets</source>
        <translation>表格文件</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>The spreadsheet is taken in.</source>
        <translation>表格已导入。</translation>
    </message>
    <message>
        <source>Taking in…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Folder to export into</source>
        <translation>导出到的文件夹</translation>
    </message>
    <message>
        <source>Empty workbook</source>
        <translation>空白工作簿</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Copying and verifying…</source>
        <translation>正在备份并核对…</translation>
    </message>
    <message>
        <source>The backup is made and verified.</source>
        <translation>备份已完成并核对无误。</translation>
    </message>
    <message>
        <source>Every record and every paper is as it was saved.</source>
        <translation>全部记录和单证与保存时一致。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Import a spreadsheet</source>
        <translation>导入表格</translation>
    </message>
    <message>
        <source>Your own Excel or CSV works: headers in both languages are recognised. You see what would change before anything is taken in.</source>
        <translation>可直接用您自己的 Excel 或 CSV：中英文表头都能识别。导入前会先显示将发生的变化。</translation>
    </message>
    <message>
        <source>Drop a spreadsheet here</source>
        <translation>把表格文件拖到这里</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Empty workbook…</source>
        <translation>空白工作簿…</translation>
    </message>
    <message>
        <source>Everything out again: a workbook, JSON, or a folder with every paper.</source>
        <translation>全部导出：工作簿、JSON，或含全部单证的文件夹。</translation>
    </message>
    <message>
        <source>Workbook or JSON…</source>
        <translation>工作簿或 JSON…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Backup and check</source>
        <translation>备份与检查</translation>
    </message>
    <message>
        <source>A backup is reopened and verified before it counts.</source>
        <translation>备份完成后会重新打开核对，核对无误才算数。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>检查文件</translation>
    </message>
</context>
<context>
    <name>FillBlank</name>
    <message>
        <source>Insurer&apos;s form…</source>
        <translation>保险人表单…</translation>
    </message>
    <message>
        <source>Which form?</source>
        <translation>哪一份表？</translation>
    </message>
    <message>
        <source>Filling in the form…</source>
        <translation>正在填写表单…</translation>
    </message>
    <message>
        <source>Write the insurer&apos;s own form, filled in for this case.</source>
        <translation>生成填好的保险人表单。</translation>
    </message>
    <message>
        <source>Add and map the insurer&apos;s form on the page “Insurers&apos; forms” first.</source>
        <translation>请先在“保险人表单”页添加表单并指定填写方法。</translation>
    </message>
    <message>
        <source>Filled in: {path}</source>
        <translation>已填写：{path}</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>To enter</source>
        <translation>待填写</translation>
    </message>
    <message>
        <source>Every fact and where it comes from…</source>
        <translation>查看事实与来源…</translation>
    </message>
    <message>
        <source>Assumed none</source>
        <translation>按“无”处理</translation>
    </message>
</context>
<context>
    <name>FinishedPacket</name>
    <message>
        <source>Volume</source>
        <translation>分册</translation>
    </message>
    <message>
        <source>Volume {number}</source>
        <translation>第 {number} 册</translation>
    </message>
    <message>
        <source>Reading the packet anew…</source>
        <translation>正在重新读取案卷…</translation>
    </message>
    <message>
        <source>{fail} checks failed, {warn} warn, {pass} passed: see below.</source>
        <translation>{fail} 项不通过，{warn} 项警告，{pass} 项通过，见下方。</translation>
    </message>
    <message>
        <source>Verified: {pass} checks passed, {warn} warnings, none failed.</source>
        <translation>已核验：{pass} 项通过，{warn} 项警告，无不通过项。</translation>
    </message>
    <message>
        <source>{not_checked} could not be checked.</source>
        <translation>另有 {not_checked} 项无法核验。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A packet built before, or any PDF</source>
        <translation>已生成的案卷，或任意 PDF</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>{name} 在哪里？</translation>
    </message>
    <message>
        <source>Open any PDF…</source>
        <translation>打开任意 PDF…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Not as it was built: {names}. Verify says what differs.</source>
        <translation>与当时生成的不同：{names}。点“核验”可看哪里不同。</translation>
    </message>
</context>
<context>
    <name>FlagEditor</name>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>FoundChecks</name>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
</context>
<context>
    <name>HandOverCard</name>
    <message>
        <source>Cases that go along</source>
        <translation>一并移交的案件</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>移交…</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Writes one new file with all records and papers. A case without its mark stays behind, with everything filed under it.</source>
        <translation>写出一个含全部记录和单证的新文件。未勾选的案件及其全部单证不移交。</translation>
    </message>
    <message>
        <source>Cases that go along: {kept} of {total}</source>
        <translation>移交案件：{kept} / {total}</translation>
    </message>
    <message>
        <source>There are no cases.</source>
        <translation>没有案件。</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History: {record}</source>
        <translation>修改记录：{record}</translation>
    </message>
    <message>
        <source>Changes of this record</source>
        <translation>此记录的修改</translation>
    </message>
    <message>
        <source>Changes, the newest first: {count}</source>
        <translation>共 {count} 次修改，最新的在前</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>尚无修改。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>修改人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>From</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>To</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>新编号</translation>
    </message>
</context>
<context>
    <name>ImportMapping</name>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>It holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>As recognised</source>
        <translation>按自动识别</translation>
    </message>
    <message>
        <source>Nothing to take in</source>
        <translation>不读取</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget what was said about all of this client&apos;s spreadsheets?</source>
        <translation>忘记为这个客户的表格设定的全部对应关系？</translation>
    </message>
    <message>
        <source>Keep and read again</source>
        <translation>保存并重新读取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>全部忘记…</translation>
    </message>
    <message>
        <source>What sheets and columns mean</source>
        <translation>工作表和列的含义</translation>
    </message>
    <message>
        <source>This sheet is left out.</source>
        <translation>不读取这张工作表。</translation>
    </message>
    <message>
        <source>It was not recognised what this sheet holds. Choose it above.</source>
        <translation>没有认出这张工作表的内容，请在上方选择。</translation>
    </message>
    <message>
        <source>{known} of {total} columns are taken in.</source>
        <translation>读取 {total} 列中的 {known} 列。</translation>
    </message>
    <message>
        <source>Not taken in</source>
        <translation>不读取</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Leave out what cannot be read</source>
        <translation>跳过无法读取的行</translation>
    </message>
    <message>
        <source>Sheets and columns…</source>
        <translation>工作表和列…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将发生的变化</translation>
    </message>
    <message>
        <source>Nothing new: the client file holds all of it.</source>
        <translation>没有新内容：客户文件中已全部存在。</translation>
    </message>
    <message>
        <source>{count} problems stop the import: nothing is taken in by halves.</source>
        <translation>有 {count} 个问题，不能导入：要么全部导入，要么不导入。</translation>
    </message>
    <message>
        <source>{kind}: {added} new, {changed} changed</source>
        <translation>{kind}：新增 {added}，修改 {changed}</translation>
    </message>
    <message>
        <source>Sheet {name}: not taken in</source>
        <translation>工作表“{name}”：未读取</translation>
    </message>
    <message>
        <source>Sheet {name}: columns not understood: {columns}</source>
        <translation>工作表“{name}”：没有认出的列：{columns}</translation>
    </message>
    <message>
        <source>Sheet {name}: rows left out: {count} ({reason})</source>
        <translation>工作表“{name}”：略过 {count} 行（{reason}）</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 项</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Close the client</source>
        <translation>关闭客户</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>The window was not used for a while. Everything entered is saved.</source>
        <translation>窗口一段时间未使用，已锁定。录入的内容都已保存。</translation>
    </message>
</context>
<context>
    <name>Locking</name>
    <message>
        <source>This is not the password.</source>
        <translation>密码不对。</translation>
    </message>
</context>
<context>
    <name>LossTab</name>
    <message>
        <source>Loss by invoice</source>
        <translation>各发票损失</translation>
    </message>
    <message>
        <source>The payable amount is not known yet</source>
        <translation>可赔金额尚不能确定</translation>
    </message>
    <message>
        <source>Up to {amount}</source>
        <translation>最高可赔 {amount}</translation>
    </message>
    <message>
        <source>Not assessable yet: first settle the dispute or the guarantee.</source>
        <translation>暂不能定损：须先解决纠纷或向担保人追索。</translation>
    </message>
    <message>
        <source>limit on the base: {amount}</source>
        <translation>限额作用于赔付基数：{amount}</translation>
    </message>
    <message>
        <source>limit on the payout: {amount}</source>
        <translation>限额作用于赔付金额：{amount}</translation>
    </message>
    <message>
        <source>open reductions: {rules}</source>
        <translation>未决的减赔因素：{rules}</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收汇</translation>
    </message>
    <message>
        <source>Deductions</source>
        <translation>扣减</translation>
    </message>
    <message>
        <source>Insured loss</source>
        <translation>保险损失</translation>
    </message>
    <message>
        <source>Over the limit</source>
        <translation>超出限额</translation>
    </message>
    <message>
        <source>Own share, deductible, caps</source>
        <translation>自负部分、免赔额与封顶</translation>
    </message>
    <message>
        <source>Payable, up to</source>
        <translation>可赔上限</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>发票</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Within limit</source>
        <translation>限额内</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>赔偿比例</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>承保情况</translation>
    </message>
    <message>
        <source>To be checked</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>有保障</translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation>无保障</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Folder for the demo client</source>
        <translation>演示客户存放的文件夹</translation>
    </message>
    <message>
        <source>Making the demo client…</source>
        <translation>正在生成演示客户…</translation>
    </message>
    <message>
        <source>Work is under way</source>
        <translation>还有工作在进行</translation>
    </message>
    <message>
        <source>{what} It is not finished and will be stopped.</source>
        <translation>{what}尚未完成，关闭后会中止。</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>中止并关闭</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>未能完成</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;New client…</source>
        <translation>新建客户(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open a client…</source>
        <translation>打开客户(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Close the client</source>
        <translation>关闭客户(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo the last step</source>
        <translation>撤销上一步(&amp;U)</translation>
    </message>
    <message>
        <source>Xinbao Desktop</source>
        <translation>信保案卷</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Mark a place</source>
        <translation>标出填写处</translation>
    </message>
    <message>
        <source>Draw a box on the page where something has to stand and the PDF has no field; with the keyboard, press Enter for one in the middle and move it.</source>
        <translation>在页面上 PDF 没有域而需要填写的地方画一个框；用键盘时按回车，在中间放一个再移动。</translation>
    </message>
</context>
<context>
    <name>MeasuresPage</name>
    <message>
        <source>Report as PDF…</source>
        <translation>PDF 报告…</translation>
    </message>
    <message>
        <source>No rule speaks of this measure.</source>
        <translation>没有规则涉及这条措施。</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>PDF 报告</translation>
    </message>
    <message>
        <source>self-assessment.pdf</source>
        <translation>自评报告.pdf</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>报告已写入：{path}</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>That did not work</source>
        <translation>未能完成</translation>
    </message>
    <message>
        <source>An error the program did not foresee</source>
        <translation>程序未预料到的错误</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. Please note what you did just before, and start the program anew if it happens again.</source>
        <translation>已保存的内容没有丢失。请记下刚才的操作；若再次出现，请重新启动程序。</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>Kinds of records</source>
        <translation>记录种类</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>OpenChecks</name>
    <message>
        <source>Write all reasons…</source>
        <translation>一次写完理由…</translation>
    </message>
    <message>
        <source>Reason for {check}</source>
        <translation>{check} 的理由</translation>
    </message>
    <message>
        <source>Why may this stay open? The reason is printed on the check sheet.</source>
        <translation>为什么可以保留此项？理由会印在检查表上。</translation>
    </message>
    <message>
        <source>Reasons written or taken back: {count}</source>
        <translation>已写入或收回理由：{count} 项</translation>
    </message>
    <message>
        <source>Give a reason…</source>
        <translation>说明理由…</translation>
    </message>
    <message>
        <source>Change the reason…</source>
        <translation>修改理由…</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Reason: {text}</source>
        <translation>理由：{text}</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>New client</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Client file</source>
        <translation>客户文件</translation>
    </message>
    <message>
        <source>Without a password</source>
        <translation>不设密码</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>设密码</translation>
    </message>
    <message>
        <source>A password encrypts the whole file. Without it nobody can open the file again.</source>
        <translation>密码会加密整个文件；忘记密码，谁也打不开。</translation>
    </message>
    <message>
        <source>Open a client</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>The two passwords differ; nothing was made.</source>
        <translation>两次输入的密码不一致，未新建客户。</translation>
    </message>
</context>
<context>
    <name>OwnListButton</name>
    <message>
        <source>The insurer&apos;s own list of claim documents…</source>
        <translation>保单所附《索赔单证明细表》…</translation>
    </message>
    <message>
        <source>The list of policy {number} was changed.</source>
        <translation>保单 {number} 的明细表已更改。</translation>
    </message>
</context>
<context>
    <name>OwnListDialog</name>
    <message>
        <source>The insurer&apos;s own list of claim documents</source>
        <translation>保单所附《索赔单证明细表》</translation>
    </message>
    <message>
        <source>What it is called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it is called, for instance its date</source>
        <translation>名称，例如日期或版本</translation>
    </message>
    <message>
        <source>How it stands to the program&apos;s list</source>
        <translation>与程序清单的关系</translation>
    </message>
    <message>
        <source>In place of the program&apos;s list</source>
        <translation>代替程序清单</translation>
    </message>
    <message>
        <source>Before the program&apos;s list</source>
        <translation>优先于程序清单</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove the list</source>
        <translation>移除这份表</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>Tick what the list that came with the policy asks for. The claim packet and the client&apos;s own copy follow it, and the checklist says so.</source>
        <translation>按保单所附的表勾选。索赔卷和留存卷以它为准，清单上会注明。</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PackOffer</name>
    <message>
        <source>What is known of this pack</source>
        <translation>此规则包的情况</translation>
    </message>
    <message>
        <source>Verdicts that would change</source>
        <translation>将改变的结论</translation>
    </message>
    <message>
        <source>Trust this author…</source>
        <translation>信任此作者…</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Pack: {id}</source>
        <translation>规则包：{id}</translation>
    </message>
    <message>
        <source>In force from: {day}</source>
        <translation>生效日：{day}</translation>
    </message>
    <message>
        <source>Author&apos;s fingerprint: {mark}</source>
        <translation>作者指纹：{mark}</translation>
    </message>
    <message>
        <source>Every byte, the signature, the rules and their own cases are proven; its author is trusted.</source>
        <translation>内容、签名、规则及自带案例均已验证；作者可信。</translation>
    </message>
    <message>
        <source>The pack is whole, but its author is not trusted yet. Compare the fingerprint with the author by telephone, then trust the author&apos;s key file.</source>
        <translation>规则包完整，但作者尚未被信任。请与作者电话核对指纹，然后信任其公钥文件。</translation>
    </message>
    <message>
        <source>New rules: {rules}</source>
        <translation>新增规则：{rules}</translation>
    </message>
    <message>
        <source>Rules that fall away: {rules}</source>
        <translation>取消的规则：{rules}</translation>
    </message>
    <message>
        <source>Verdicts on this client that would change: {count}</source>
        <translation>此客户将改变的结论：{count} 项</translation>
    </message>
    <message>
        <source>No verdict on this client would change.</source>
        <translation>此客户的结论不会改变。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>With this pack</source>
        <translation>使用此规则包后</translation>
    </message>
    <message>
        <source>No such rule</source>
        <translation>无此规则</translation>
    </message>
</context>
<context>
    <name>PacketChannel</name>
    <message>
        <source>pages a volume</source>
        <translation>页／册</translation>
    </message>
    <message>
        <source>No page limit</source>
        <translation>页数不限</translation>
    </message>
    <message>
        <source>MB a file</source>
        <translation>MB／文件</translation>
    </message>
    <message>
        <source>No size limit</source>
        <translation>大小不限</translation>
    </message>
    <message>
        <source>Only what came since the last final packet</source>
        <translation>只出上次定稿之后的补充材料</translation>
    </message>
    <message>
        <source>A supplement with numbers of its own; the packet handed in stays as it is.</source>
        <translation>补充材料单独编页码；已递交的案卷不变。</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>递交方式</translation>
    </message>
</context>
<context>
    <name>PacketPreview</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Page of the packet</source>
        <translation>案卷页面</translation>
    </message>
    <message>
        <source>The packet is shown here once it is built.</source>
        <translation>案卷生成后在此显示。</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>未能完成</translation>
    </message>
    <message>
        <source>The packet cannot be printed into itself. Choose another file.</source>
        <translation>不能把案卷打印到它自己的文件里，请另选文件名。</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>Printing was cancelled. What the printer has already may come out.</source>
        <translation>已取消打印；打印机已收到的页可能仍会印出。</translation>
    </message>
    <message>
        <source>Sent to the printer: {count} pp.</source>
        <translation>已送打印机：{count} 页</translation>
    </message>
</context>
<context>
    <name>PacketPrint</name>
    <message>
        <source>Which language stands first</source>
        <translation>以哪种文字为先</translation>
    </message>
    <message>
        <source>Chinese first</source>
        <translation>中文在前</translation>
    </message>
    <message>
        <source>English first</source>
        <translation>英文在前</translation>
    </message>
    <message>
        <source>What it is printed for</source>
        <translation>打印用途</translation>
    </message>
    <message>
        <source>To be sealed</source>
        <translation>供签章</translation>
    </message>
    <message>
        <source>To be kept</source>
        <translation>供归档</translation>
    </message>
    <message>
        <source>For both sides of the sheet: each document begins on a right-hand page.</source>
        <translation>双面打印：每份文件从右页开始。</translation>
    </message>
    <message>
        <source>Page after page, without blank ones between.</source>
        <translation>逐页连续，中间不留空白页。</translation>
    </message>
</context>
<context>
    <name>PacketTab</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Marked as such on every page; may be incomplete.</source>
        <translation>每页都标明，可不完整。</translation>
    </message>
    <message>
        <source>Build packet…</source>
        <translation>生成案卷…</translation>
    </message>
    <message>
        <source>Open points</source>
        <translation>未决与核对</translation>
    </message>
    <message>
        <source>What is open, and what a person checks, beside the packet</source>
        <translation>在案卷旁显示或收起未决事项和人工核对</translation>
    </message>
    <message>
        <source>Packet</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>Building the packet…</source>
        <translation>正在生成案卷…</translation>
    </message>
    <message>
        <source>There are volumes of an earlier packet ({name} …). Replace them?</source>
        <translation>已有先前案卷的分册（{name} …）。要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>supplement</source>
        <translation>补充材料</translation>
    </message>
    <message>
        <source>{count} errors stop the final packet</source>
        <translation>有 {count} 项错误，不能生成正式案卷</translation>
    </message>
    <message>
        <source>No error is open; each warning needs a reason</source>
        <translation>没有错误；各项警告须说明理由</translation>
    </message>
    <message>
        <source>Nothing is open: the packet can be built</source>
        <translation>没有未决事项，可以生成案卷</translation>
    </message>
</context>
<context>
    <name>PacketsBuiltDialog</name>
    <message>
        <source>Packets built for this case</source>
        <translation>本案已生成的案卷</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No packet yet</source>
        <translation>还没有案卷</translation>
    </message>
    <message>
        <source>Each packet built for this case, drafts too, is noted here.</source>
        <translation>本案生成过的每份案卷（含草稿）都记在这里。</translation>
    </message>
    <message>
        <source>The last final packet counts as the one handed in.</source>
        <translation>以最后一次生成的定稿为已递交的案卷。</translation>
    </message>
    <message>
        <source>Open any PDF…</source>
        <translation>打开任意 PDF…</translation>
    </message>
    <message>
        <source>To look at, to check or to print; it need not be ours.</source>
        <translation>可查看、核验或打印，不必是本程序生成的。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Packet</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>评估日</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Supplement {number}</source>
        <translation>补充 {number}</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>定稿</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
</context>
<context>
    <name>PaperDetails</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PaperViewer</name>
    <message>
        <source>Filed under</source>
        <translation>归档于</translation>
    </message>
    <message>
        <source>Invoice it belongs to</source>
        <translation>所属发票</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Turn the page left</source>
        <translation>向左旋转页面</translation>
    </message>
    <message>
        <source>Turn the page right</source>
        <translation>向右旋转页面</translation>
    </message>
    <message>
        <source>Print as a picture (for fonts the paper lacks)</source>
        <translation>印成图片（用于字体未嵌入的单证）</translation>
    </message>
    <message>
        <source>Title, date and note…</source>
        <translation>名称、日期和备注…</translation>
    </message>
    <message>
        <source>Remove this paper</source>
        <translation>移除此单证</translation>
    </message>
    <message>
        <source>Page of the paper</source>
        <translation>单证页面</translation>
    </message>
    <message>
        <source>Choose a paper to look at its pages.</source>
        <translation>选择一份单证查看其页面。</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>免交</translation>
    </message>
    <message>
        <source>Printed as a picture: {what}</source>
        <translation>已设为印成图片：{what}</translation>
    </message>
    <message>
        <source>Printed as it is: {what}</source>
        <translation>已设为按原样打印：{what}</translation>
    </message>
    <message>
        <source>Filed under {slot}: {what}</source>
        <translation>已归入 {slot}：{what}</translation>
    </message>
    <message>
        <source>Whole case</source>
        <translation>整个案件</translation>
    </message>
    <message>
        <source>Removed: {what}</source>
        <translation>已移除：{what}</translation>
    </message>
    <message>
        <source>printed as a picture</source>
        <translation>印成图片</translation>
    </message>
    <message>
        <source>No picture of this page.</source>
        <translation>无法显示此页。</translation>
    </message>
</context>
<context>
    <name>PasswordCard</name>
    <message>
        <source>Password of this file</source>
        <translation>此文件的密码</translation>
    </message>
    <message>
        <source>The whole file is encrypted. Without the password or the recovery sheet nobody can open it.</source>
        <translation>整个文件已加密。没有密码或恢复密钥单，谁也打不开。</translation>
    </message>
    <message>
        <source>Without a password anybody who gets the file can read it.</source>
        <translation>没有密码时，任何拿到文件的人都能读取。</translation>
    </message>
    <message>
        <source>Set a password…</source>
        <translation>设置密码…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>取消密码…</translation>
    </message>
    <message>
        <source>Recovery sheet…</source>
        <translation>恢复密钥单…</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Print the recovery sheet…</source>
        <translation>打印恢复密钥单…</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>我已妥善保存</translation>
    </message>
    <message>
        <source>The new recovery key opens the file if the password is lost. Print it now and keep it away from this computer; sheets printed before no longer work.</source>
        <translation>忘记密码时可用新的恢复密钥打开文件。请立即打印，并与本机分开保管；以前打印的密钥单不再有效。</translation>
    </message>
    <message>
        <source>Take the password away</source>
        <translation>取消密码</translation>
    </message>
    <message>
        <source>Encrypt the file</source>
        <translation>加密文件</translation>
    </message>
    <message>
        <source>Type the present password.</source>
        <translation>请输入当前密码。</translation>
    </message>
    <message>
        <source>Type the new password.</source>
        <translation>请输入新密码。</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
    <message>
        <source>A sentence of four or five words is easy to remember and hard to guess.</source>
        <translation>用四五个词组成的一句话，容易记住，又难以猜到。</translation>
    </message>
    <message>
        <source>Weak: easily guessed. Make it longer.</source>
        <translation>弱：容易被猜到，请加长。</translation>
    </message>
    <message>
        <source>Fair: a few more characters would make it strong.</source>
        <translation>中：再加几个字符就更安全。</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>强。</translation>
    </message>
</context>
<context>
    <name>Proposals</name>
    <message>
        <source>Confirm all</source>
        <translation>全部确认</translation>
    </message>
    <message>
        <source>{added} taken in, {refused} refused. Is each in its place?</source>
        <translation>已收录 {added} 份，拒收 {refused} 份。归类是否正确？</translation>
    </message>
    <message>
        <source>Slot of {file}</source>
        <translation>{file} 的单证类别</translation>
    </message>
    <message>
        <source>Not recognised: choose</source>
        <translation>未识别：请选择</translation>
    </message>
    <message>
        <source>Slot of all not recognised</source>
        <translation>全部未识别单证的类别</translation>
    </message>
    <message>
        <source>All not recognised: choose</source>
        <translation>全部未识别的：请选择</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>未识别</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>有把握</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>较有把握</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>猜测</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Only a person can say so. What is ticked is printed as confirmed.</source>
        <translation>这些只有人能核对；打了勾的，检查表上印为“已确认”。</translation>
    </message>
    <message>
        <source>Confirmed by a person: {done} of {all}</source>
        <translation>人工核对：{all} 项中已确认 {done} 项</translation>
    </message>
</context>
<context>
    <name>ReasonsDialog</name>
    <message>
        <source>Written reasons</source>
        <translation>书面理由</translation>
    </message>
    <message>
        <source>Each reason is printed on the check sheet beside its warning. What is left empty gets a line there, to be written by hand before signing.</source>
        <translation>理由印在检查表上对应的警告旁。留空的，检查表上留出横线，供签章前手写。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One reason for these {count}</source>
        <translation>这 {count} 项用同一理由</translation>
    </message>
    <message>
        <source>Reason: {text}</source>
        <translation>理由：{text}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Build; {count} to be written by hand</source>
        <translation>生成（{count} 项留待手写）</translation>
    </message>
    <message>
        <source>Keep and build</source>
        <translation>保存并生成</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>History of this record</source>
        <translation>此记录的修改记录</translation>
    </message>
    <message>
        <source>Read-only: another program holds this file.</source>
        <translation>只读：该文件正被其他程序占用。</translation>
    </message>
    <message>
        <source>What is marked is not saved yet; everything else is.</source>
        <translation>标出的字段尚未保存，其余均已保存。</translation>
    </message>
    <message>
        <source>Not saved yet: see the marked fields.</source>
        <translation>尚未保存：请看标出的字段。</translation>
    </message>
    <message>
        <source>New record: it is saved as soon as its number is entered.</source>
        <translation>新记录：填写编号后即自动保存。</translation>
    </message>
    <message>
        <source>All changes are saved.</source>
        <translation>全部修改已保存。</translation>
    </message>
</context>
<context>
    <name>RecordsList</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>搜索此列表</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Import a spreadsheet…</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>Enter the first one with New, or import a spreadsheet.</source>
        <translation>用“新建”录入第一条，或导入表格。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No record holds these words.</source>
        <translation>没有记录包含这些文字。</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Enter each policy from its schedule: what stands there goes before every default.</source>
        <translation>按保单明细表录入保单；明细表的约定优先于一切默认值。</translation>
    </message>
    <message>
        <source>Enter whom you sell to, and the banks that issue letters of credit for them.</source>
        <translation>录入您的买方，以及为其开立信用证的银行。</translation>
    </message>
    <message>
        <source>Enter each approval of a credit limit; a changed amount is a new row with its day.</source>
        <translation>逐条录入限额批复；金额变更时按生效日另起一行。</translation>
    </message>
</context>
<context>
    <name>RecordsPanel</name>
    <message>
        <source>New record</source>
        <translation>新记录</translation>
    </message>
    <message>
        <source>Delete this record</source>
        <translation>删除此记录</translation>
    </message>
    <message>
        <source>Views of this record</source>
        <translation>此记录的各视图</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Choose a row to see and change it.</source>
        <translation>选择一行，即可查看和修改。</translation>
    </message>
    <message>
        <source>Deleted: {what}</source>
        <translation>已删除：{what}</translation>
    </message>
</context>
<context>
    <name>ReferenceEditor</name>
    <message>
        <source>Type a number or a name</source>
        <translation>输入编号或名称</translation>
    </message>
    <message>
        <source>Go to this record (Ctrl+Return)</source>
        <translation>转到该记录 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Pick from the list (F4)</source>
        <translation>从列表选择 (F4)</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Add a pack…</source>
        <translation>添加规则包…</translation>
    </message>
    <message>
        <source>Packs and their rules</source>
        <translation>规则包及其规则</translation>
    </message>
    <message>
        <source>The chosen pack or rule</source>
        <translation>所选的规则包或规则</translation>
    </message>
    <message>
        <source>Every verdict comes from one of these rules, each with its source. Packs come as files; nothing is fetched from a network.</source>
        <translation>每个结论都出自这里的规则，并注明依据。规则包以文件提供，程序不从网络获取任何内容。</translation>
    </message>
    <message>
        <source>Pack to add</source>
        <translation>要添加的规则包</translation>
    </message>
    <message>
        <source>Rule packs</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>Proving and comparing…</source>
        <translation>正在验证和比较…</translation>
    </message>
    <message>
        <source>The author&apos;s key file</source>
        <translation>作者的公钥文件</translation>
    </message>
    <message>
        <source>Public keys</source>
        <translation>公钥</translation>
    </message>
    <message>
        <source>Fingerprint: {mark}
Does the author read out the same?</source>
        <translation>指纹：{mark}
作者读出的是否相同？</translation>
    </message>
    <message>
        <source>Trust this author</source>
        <translation>信任此作者</translation>
    </message>
    <message>
        <source>It is the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>From now on every client is judged by this pack. Cases keep the packs of their last final packet.</source>
        <translation>此后所有客户按此规则包判断；案件仍保留其上次定稿案卷所用的规则包。</translation>
    </message>
    <message>
        <source>The pack is installed and in use.</source>
        <translation>规则包已安装并启用。</translation>
    </message>
    <message>
        <source>Why this pack?</source>
        <translation>为什么安装此规则包？</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>正在安装…</translation>
    </message>
    <message>
        <source>{name} was not taken: {why}</source>
        <translation>未采用 {name}：{why}</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Bulletins that no longer count: {named}. Ask their author for a newer pack.</source>
        <translation>已失效的通报：{named}。请向作者索取新版。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Lock when unused</source>
        <translation>闲置时锁定</translation>
    </message>
    <message>
        <source>After {n} minutes</source>
        <translation>{n} 分钟后</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Your name stands beside the reasons and confirmations you give.</source>
        <translation>您的姓名会附在您给出的理由和确认旁。</translation>
    </message>
    <message>
        <source>Only a client with a password is locked. What is being typed is saved first, and nothing under way is cut off.</source>
        <translation>只锁定设有密码的客户。锁定前先保存正在录入的内容，进行中的工作不会中断。</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Everything stays on this computer; there is no network connection.</source>
        <translation>所有资料只存在本机，程序不连接网络。</translation>
    </message>
</context>
<context>
    <name>ShipmentsPage</name>
    <message>
        <source>Cover</source>
        <translation>承保情况</translation>
    </message>
    <message>
        <source>Enter a shipment with New, or import the list you already keep.</source>
        <translation>用“新建”录入出运，或导入您已有的台账。</translation>
    </message>
    <message>
        <source>No money came in for this invoice yet. Enter each receipt with New.</source>
        <translation>该发票尚无收汇。每笔收汇请用“新建”录入。</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>收汇</translation>
    </message>
    <message>
        <source>Save the shipment first.</source>
        <translation>请先保存该出运。</translation>
    </message>
    <message>
        <source>{count} shipments · {bad} not covered · {open} to be checked</source>
        <translation>共 {count} 票 · 无保障 {bad} · 待核实 {open}</translation>
    </message>
</context>
<context>
    <name>SlotTree</name>
    <message>
        <source>Papers of the case</source>
        <translation>案件单证</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>单证</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>是否需要</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{count} pp.</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>Filed, but not asked for by this packet</source>
        <translation>已归档，但本案卷不需要</translation>
    </message>
</context>
<context>
    <name>SmallPages</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent clients</source>
        <translation>最近的客户</translation>
    </message>
    <message>
        <source>Or drop a client file (.xinbao) anywhere on this window.</source>
        <translation>也可以把客户文件（.xinbao）拖到窗口任意处。</translation>
    </message>
    <message>
        <source>Export credit insurance: cover, deadlines, claims. One client, one file; nothing leaves this computer.</source>
        <translation>出口信用保险：承保、期限、理赔。一个客户一个文件，资料不离开本机。</translation>
    </message>
    <message>
        <source>New client…</source>
        <translation>新建客户…</translation>
    </message>
    <message>
        <source>Open a client…</source>
        <translation>打开客户…</translation>
    </message>
    <message>
        <source>Try the demo client…</source>
        <translation>试用演示客户…</translation>
    </message>
    <message>
        <source>None yet. Begin with a new client, or look at the demo client first.</source>
        <translation>还没有。可新建客户，或先看看演示客户。</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of the deadlines</source>
        <translation>期限时间轴</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>How the payable amount is reached</source>
        <translation>可赔金额的推算过程</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Facts of this verdict</source>
        <translation>这个结论所依据的事实</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>条件与事实</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Met</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>有保障</translation>
    </message>
    <message>
        <source>To be checked</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation>无保障</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>可能减赔</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Blocking</source>
        <translation>不予承保</translation>
    </message>
    <message>
        <source>Reduces the payout</source>
        <translation>可能减赔</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>供参考</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必须提供</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>建议提供</translation>
    </message>
    <message>
        <source>Can be printed</source>
        <translation>可打印</translation>
    </message>
    <message>
        <source>Facts missing</source>
        <translation>资料不全</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>免交</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Quick claim (15 workdays)</source>
        <translation>快速理赔（15 个工作日）</translation>
    </message>
    <message>
        <source>Green channel</source>
        <translation>绿色通道</translation>
    </message>
    <message>
        <source>Ordinary procedure</source>
        <translation>普通程序</translation>
    </message>
    <message>
        <source>No route yet</source>
        <translation>暂无适用的程序</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>保单</translation>
    </message>
    <message>
        <source>Buyers</source>
        <translation>买方</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Shipments</source>
        <translation>出运</translation>
    </message>
    <message>
        <source>Fifteen measures</source>
        <translation>十五条措施</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>More records</source>
        <translation>更多资料</translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation>导入导出</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Insurers&apos; forms</source>
        <translation>保险人表单</translation>
    </message>
    <message>
        <source>Safekeeping</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Calculating…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Could not be calculated</source>
        <translation>未能算出</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>With password</source>
        <translation>已设密码</translation>
    </message>
    <message>
        <source>This file is open for reading only.</source>
        <translation>该文件以只读方式打开。</translation>
    </message>
</context>
<context>
    <name>_RecentRow</name>
    <message>
        <source>Next deadline</source>
        <translation>最近期限</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>File not found</source>
        <translation>文件不存在</translation>
    </message>
</context>
<context>
    <name>_TickList</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the list</source>
        <translation>搜索列表</translation>
    </message>
</context>
</TS>
